#!/usr/bin/env bash
# Builds mediasoup-worker from the source inside the mediasoup npm package with Debian 12's libraries; the only download is
# Debian's own source of libsrtp 2, and the build goes on without it.
# usage: build.sh PATH_OF_MEDIASOUP_PACKAGE OUTPUT_FILE     (about 4 minutes on 2 cores)
# needs: g++ make meson ninja-build pkg-config flatbuffers-compiler libflatbuffers-dev libuv1-dev libssl-dev libabsl-dev dpkg-dev,
#        and libsrtp2-dev when libsrtp's source cannot be had
set -euo pipefail
package=$(realpath "$1") output=$(realpath -m "$2") here=$(dirname "$(realpath "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if bash "$here/libsrtp.sh" "$work/srtp" > "$work/libsrtp.log" 2>&1; then
  export PKG_CONFIG_PATH="$work/srtp/lib/pkgconfig"
  echo "libsrtp: static, on OpenSSL"
else
  tail -n 3 "$work/libsrtp.log" >&2
  echo "libsrtp: Debian's own (its source could not be built: a forwarded packet will cost up to twice the CPU)"
fi

cp -r "$package/worker" "$work/worker"
cd "$work/worker"
# Debian's libraries stand in for the subprojects that would be downloaded.
rm -rf subprojects && cp -r "$here/subprojects" subprojects
# Debian 12's meson is 1.0.1, which is enough.
sed -i "s/meson_version: *'[^']*'/meson_version: '>= 1.0.0'/" meson.build
# The DTLS BIO callback compares the operation with BIO_CB_RETURN, which is a flag, so it answers 1 to every query, the one for
# kernel TLS included; an OpenSSL with kTLS (Debian's) then allocates no write buffer and crashes on the first DTLS handshake.
sed -i 's/(operationType == BIO_CB_RETURN)/((operationType \& BIO_CB_RETURN) != 0)/' src/RTC/DtlsTransport.cpp
grep -q '(operationType & BIO_CB_RETURN)' src/RTC/DtlsTransport.cpp || {
  echo "DtlsTransport.cpp changed: check its BIO callback" >&2
  exit 1
}

meson setup "$work/build" . --buildtype=release -Db_ndebug=true --wrap-mode=nodownload
ninja -C "$work/build" mediasoup-worker
install -D -m 755 -s "$work/build/mediasoup-worker" "$output"
