/** `scheme://host[:port]`, RFC 6454 §6.2. */
const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/([^/?#@\s]+)$/i

/**
 * Does a browser's `Origin` header name a page of this host? An opaque origin (`null`) names none.
 * @param host name and port as in a `Host` header, the port left out where it is the scheme's own
 */
export const isOriginOf = (host: string | undefined, origin: string): boolean =>
  host !== undefined && ORIGIN.exec(origin)?.[1]?.toLowerCase() === host.toLowerCase()
