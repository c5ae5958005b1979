import {
  contentOfCompoundFile,
  contentOfMime,
  contentOfText,
  decodedText,
  directoryOffset,
} from './content-kind.rules.ts'

describe('what a type is to the pages', () => {
  it.each([
    ['video/mp4', 'video'],
    ['video/quicktime', 'video'],
    ['video/x-matroska', 'video'],
    ['audio/mpeg', 'audio'],
    ['audio/x-m4a', 'audio'],
    ['application/ogg', 'audio'],
    ['image/jpeg', 'image'],
    ['image/webp', 'image'],
    ['image/svg+xml', 'other'],
    ['image/vnd.adobe.photoshop', 'other'],
    ['application/pdf', 'document'],
    ['application/rtf', 'document'],
    ['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'document'],
    ['application/vnd.oasis.opendocument.text', 'document'],
    ['application/zip', 'archive'],
    ['application/x-7z-compressed', 'archive'],
    ['application/x-rar-compressed', 'archive'],
    ['application/x-tar', 'archive'],
    ['application/gzip', 'archive'],
    ['application/java-archive', 'archive'],
    ['application/epub+zip', 'other'],
    ['application/x-msdownload', 'other'],
    ['application/x-elf', 'other'],
    ['application/x-shockwave-flash', 'other'],
    ['application/wasm', 'other'],
    ['application/vnd.ms-outlook', 'other'],
  ])('%s is %s', (mimeType, kind) => {
    expect(contentOfMime(mimeType)).toEqual({ kind, mimeType })
  })
})

describe('text', () => {
  it.each([
    ['第一课 教案', 'text', 'text/plain'],
    ['<<静夜思>> 教学设计', 'text', 'text/plain'],
    ['Let x be a number and y = 2.\nfunction of the heart', 'text', 'text/plain'],
    ['a < b and c > d', 'text', 'text/plain'],
    ['\uFEFFWEBVTT\n\n00:00.000 --> 00:01.000\n你好', 'text', 'text/vtt'],
    ['<!DOCTYPE html><p>x', 'other', 'text/html'],
    ['\n <!-- hidden --> \n<HTML>', 'other', 'text/html'],
    ['just words and then <script src=x>', 'other', 'text/html'],
    ['<img src=x onerror=alert(1)>', 'other', 'text/html'],
    ['<?xml version="1.0"?><svg xmlns="x" onload="alert(1)"/>', 'other', 'image/svg+xml'],
    ['<!DOCTYPE svg><svg>', 'other', 'image/svg+xml'],
    ['<?xml version="1.0"?><manifest/>', 'other', 'application/xml'],
    ['#!/bin/sh\nrm -rf /', 'other', 'text/x-script'],
    ['import fs from "fs"', 'other', 'text/x-script'],
    ['// a comment\nconst x = 1', 'other', 'text/x-script'],
    ['(async function () { })\nasync function go() {', 'other', 'text/x-script'],
    ['<?php echo 1', 'other', 'application/xml'],
    ['@echo off\r\ndel *', 'other', 'text/x-script'],
  ])('%j is %s, %s', (text, kind, mimeType) => {
    expect(contentOfText(text)).toEqual({ kind, mimeType })
  })

  it('is read as UTF-8, UTF-16 or GB 18030, and binary is none', () => {
    const gb = Buffer.from([0xb5, 0xda, 0xd2, 0xbb, 0xbf, 0xce])
    expect(decodedText(Buffer.from('第一课'), true)).toBe('第一课')
    expect(decodedText(Buffer.from('\uFEFF第', 'utf16le'), true)).toBe('第')
    expect(decodedText(gb, true)).toBe('第一课')
    expect(decodedText(Buffer.from([0, 1, 2, 3]), true)).toBeNull()
    expect(decodedText(Buffer.from('a\0b'), true)).toBeNull()
  })

  it('may be cut in the middle of a character', () => {
    expect(decodedText(Buffer.from('第一课').subarray(0, 7), false)).toBe('第一')
  })
})

describe('compound files', () => {
  const directory = (...names: string[]) =>
    Buffer.concat(
      names.map((name) => {
        const entry = Buffer.alloc(128)
        entry.write(name, 'utf16le')
        entry.writeUInt16LE((name.length + 1) * 2, 64)
        return entry
      }),
    )

  it.each([
    ['WordDocument', 'application/msword'],
    ['PowerPoint Document', 'application/vnd.ms-powerpoint'],
    ['Workbook', 'application/vnd.ms-excel'],
  ])('with a stream %s are documents', (stream, mimeType) => {
    expect(contentOfCompoundFile(directory('Root Entry', stream))).toEqual({ kind: 'document', mimeType })
  })

  it('of other programs are not, nor is nonsense', () => {
    expect(contentOfCompoundFile(directory('Root Entry', '__properties_version1.0')).kind).toBe('other')
    expect(contentOfCompoundFile(Buffer.alloc(1000, 255)).kind).toBe('other')
  })

  it('have their directory where the header says', () => {
    const header = Buffer.alloc(512)
    header.writeUInt16LE(9, 30)
    header.writeUInt32LE(3, 48)
    expect(directoryOffset(header)).toBe(2048)
  })
})
