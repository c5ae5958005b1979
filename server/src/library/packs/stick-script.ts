/** The script of the page on a stick: plain, without modules or fetch, which a page from a disk may not use. */
export const STICK_SCRIPT = `
(function () {
  'use strict'
  var pack = JSON.parse(document.getElementById('pack').textContent)
  var list = document.getElementById('list')
  var stage = document.getElementById('stage')
  var keys = null

  function make(name, attributes, parent, text) {
    var element = document.createElement(name)
    for (var key in attributes) element.setAttribute(key, attributes[key])
    if (text !== undefined) element.textContent = text
    if (parent) parent.appendChild(element)
    return element
  }

  function full(frame) {
    if (document.fullscreenElement) document.exitFullscreen()
    else if (frame.requestFullscreen) frame.requestFullscreen()
  }

  function video(part, place) {
    var frame = make('div', { 'class': 'frame' }, place)
    var player = make('video', { controls: '', preload: 'metadata', src: part.shows[0] }, frame)
    if (part.poster) player.poster = part.poster
    part.subtitles.forEach(function (subtitle, index) {
      var track = player.addTextTrack('subtitles', subtitle.label, subtitle.language)
      pack.cues[subtitle.path].forEach(function (cue) {
        track.addCue(new VTTCue(cue.fromMs / 1000, cue.toMs / 1000, cue.text))
      })
      track.mode = index === 0 ? 'showing' : 'disabled'
    })
  }

  function pages(part, place) {
    var frame = make('div', { 'class': 'frame' }, place)
    var picture = make('img', { alt: '' }, frame)
    var bar = make('div', { 'class': 'bar' }, frame)
    var back = make('button', { type: 'button' }, bar, '上一页')
    var number = make('span', {}, bar)
    var next = make('button', { type: 'button' }, bar, '下一页')
    var big = make('button', { type: 'button' }, bar, '全屏')
    var at = 0
    function go(to) {
      at = Math.max(0, Math.min(part.shows.length - 1, to))
      picture.src = part.shows[at]
      picture.alt = part.name + ' 第 ' + (at + 1) + ' 页'
      number.textContent = (at + 1) + ' / ' + part.shows.length
    }
    back.onclick = function () { go(at - 1) }
    next.onclick = function () { go(at + 1) }
    picture.onclick = function () { go(at + 1) }
    big.onclick = function () { full(frame) }
    var steps = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }
    if (!keys) keys = function (event) {
      if (!steps[event.key] || event.target.tagName === 'VIDEO' || event.target.tagName === 'AUDIO') return
      event.preventDefault()
      go(at + steps[event.key])
    }
    go(0)
  }

  function image(part, place) {
    var frame = make('div', { 'class': 'frame' }, place)
    make('img', { src: part.shows[0], alt: part.name }, frame).onclick = function () { full(frame) }
  }

  function audio(part, place) { make('audio', { controls: '', src: part.shows[0] }, place) }
  function text(part, place) { make('pre', {}, place, pack.texts[part.shows[0]]) }
  var ways = { video: video, pages: pages, image: image, audio: audio, text: text }

  function open(resource, button) {
    keys = null
    Array.prototype.forEach.call(list.children, function (other) {
      other.setAttribute('aria-current', String(other === button))
    })
    stage.textContent = ''
    make('h2', {}, stage, resource.title)
    resource.parts.forEach(function (part) {
      var place = make('section', { 'class': 'part' }, stage)
      if (resource.parts.length > 1) make('p', {}, place, part.name)
      ways[part.kind](part, place)
      if (!part.print) return
      var links = make('p', { 'class': 'links' }, place)
      make('a', { href: part.print, target: '_blank' }, links, '打开可以打印的 PDF')
    })
    make('p', { 'class': 'links' }, stage, resource.orgName + ' ' + resource.authorName)
  }

  function amount(resource) {
    return resource.parts.map(function (part) {
      if (part.kind === 'pages') return part.shows.length + ' 页'
      if (part.kind === 'video' || part.kind === 'audio') {
        var seconds = Math.round((part.durationMs || 0) / 1000)
        return (part.kind === 'video' ? '视频 ' : '声音 ') + Math.floor(seconds / 60) + ':' + ('0' + (seconds % 60)).slice(-2)
      }
      return part.kind === 'image' ? '图片' : '文字'
    }).join('，')
  }

  addEventListener('keydown', function (event) { if (keys) keys(event) })
  pack.resources.forEach(function (resource, index) {
    var button = make('button', { type: 'button' }, list)
    make('b', {}, button, (index + 1) + '. ' + resource.title)
    make('span', {}, button, amount(resource))
    button.onclick = function () { open(resource, button) }
    if (index === 0) open(resource, button)
  })
})()
`
