/** The build without what our streams do not have (other audio, subtitles in the stream, protected content); its package types only the full one. */
declare module 'hls.js/light' {
  export { default } from 'hls.js'
}
