# One image for server, jobs, migrations and media; docker-compose.yml says which program a container runs.
FROM debian:12 AS build
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl xz-utils && \
    curl -fsSL https://deb.nodesource.com/setup_24.x | bash - && apt-get install -y --no-install-recommends nodejs
WORKDIR /tongke
COPY . .
RUN npm run build && npm run worker -- /usr/local/bin/mediasoup-worker

FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg poppler-utils poppler-data \
    libreoffice-impress-nogui libreoffice-writer-nogui libreoffice-calc-nogui fonts-noto-cjk libuv1 libssl3 libabsl20220623 && rm -rf /var/lib/apt/lists/*
COPY --from=build /tongke /tongke
COPY --from=build /usr/local/bin/mediasoup-worker /usr/local/bin/
WORKDIR /tongke
ENV PATH=/tongke/node_modules/.bin:$PATH NODE_ENV=production WORKER_BIN=/usr/local/bin/mediasoup-worker DATA_DIR=/data
RUN useradd --system tongke && mkdir /data && chown tongke /data
USER tongke
