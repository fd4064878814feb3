import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import type { Handler } from '../../http/serve.ts'
import { type BeforeBody, serve } from '../../http/serve.ts'
import type { Endpoint } from '../../kernel/endpoint.ts'
import { workingAs } from '../rules.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'
import { showPreview } from './preview.ts'
import { readPicture } from './queries.ts'
import { pictureMissing } from './rules.ts'
import { pictureView } from './view.ts'

export function pictureRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listPictures, async ({ params, query }) => {
    const pictures = await operations.listPictures(engine, { ...params, ...query })
    return { data: pictures.map((picture) => pictureView(params.storeId, picture)) }
  })
  serve(server, contract.getPicture, async ({ params, query }, reply) => {
    const { storeId, pictureId } = params
    const size = query.size ?? 'large'
    const found = await readPicture(engine.cell(storeId), storeId, pictureId, size)
    if (!found) throw pictureMissing()
    reply.header('cache-control', 'public, max-age=31536000, immutable')
    return reply.type('image/webp').send(found.bytes) as never
  })
  serve(server, contract.getPreview, async ({ params }, reply) => {
    const bytes = await showPreview(engine, params)
    reply.header('cache-control', 'public, max-age=31536000, immutable')
    return reply.type('image/jpeg').send(bytes) as never
  })
  serveUpload(
    server,
    contract.addPicture,
    ({ caller, params, query, body, once }) => {
      const ask = { ...workingAs(caller), ...params, ...query, bytes: body, once }
      return operations.addPicture(engine, ask)
    },
    ({ caller, params, query: { of } }) =>
      operations.beginUpload(engine, { ...workingAs(caller), ...params, of }),
  )
  serve(server, contract.orderPictures, async ({ caller, params, query, body }) => {
    const ask = { ...workingAs(caller), ...params, ...query, ...body }
    const pictures = await operations.orderPictures(engine, ask)
    return { data: pictures.map((picture) => pictureView(params.storeId, picture)) }
  })
  serve(server, contract.removePicture, async ({ caller, params }) => {
    await operations.removePicture(engine, { ...workingAs(caller), ...params })
    return null
  })
}

/** A picture is the raw body; only here may a body be so large. */
const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/avif']
const BYTES_MOST = 10 * 1024 * 1024

/** Serves an endpoint whose body is a picture. */
export function serveUpload<E extends Endpoint>(
  server: Server,
  endpoint: E,
  handler: Handler<E>,
  beforeBody: BeforeBody<E>,
): void {
  server.register(async (scope) => {
    const limit = { parseAs: 'buffer', bodyLimit: BYTES_MOST } as const
    scope.addContentTypeParser(PICTURE_TYPES, limit, (_request, bytes, done) => done(null, bytes))
    serve(scope as Server, endpoint, handler, beforeBody)
  })
}
