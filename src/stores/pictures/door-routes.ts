import { Type } from 'typebox'
import type { Caller } from '../../accounts/caller.ts'
import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Uuid } from '../../kernel/shape.ts'
import { capital, type DoorPaths } from '../door-routes.ts'
import { readOwn } from '../operations.ts'
import { workingAs } from '../rules.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'
import { serveUpload } from './routes.ts'
import { pictureMissing } from './rules.ts'

/** Serves pictures at the older path of a front door, from before other stores had some. */
export function doorPictureRoutes(server: Server, engine: Engine, paths: DoorPaths): void {
  const { door, plural, id, missing } = paths
  const noun = capital(id.replace(/Id$/, ''))
  const path = `/v1/${plural}/:${id}/images`
  const add = endpoint({
    ...contract.addPicture,
    ...contract.PictureUpload,
    name: `add${noun}Image`,
    creates: `/v1/stores/:${id}/pictures/:id`,
    path,
    summary: 'Add a picture, as at /v1/stores/{storeId}/pictures',
    params: Type.Object({ [id]: Uuid }, { additionalProperties: false }),
    problems: [missing, ...contract.uploadProblems],
  })
  const remove = endpoint({
    ...contract.removePicture,
    name: `remove${noun}Image`,
    path: `${path}/:imageId`,
    summary: 'Remove a picture, as at /v1/stores/{storeId}/pictures/{pictureId}',
    params: Type.Object({ [id]: Uuid, imageId: Uuid }, { additionalProperties: false }),
    problems: [missing, pictureMissing],
  })
  /** Only a store of this front door. */
  const own = async (caller: Caller, given: Record<string, string>) => {
    const by = workingAs(caller)
    const { id: storeId } = await readOwn(engine, {
      ...{ by, storeId: given[id] ?? '' },
      of: { door, missing },
    })
    return { ...by, storeId }
  }
  serveUpload(
    server,
    add,
    ({ caller, params, query, body, once }) =>
      operations.addPicture(engine, {
        ...workingAs(caller),
        ...{ storeId: params[id] ?? '', ...query, bytes: body, once },
      }),
    async ({ caller, params }) => operations.beginUpload(engine, await own(caller, params)),
  )
  serve(server, remove, async ({ caller, params }) => {
    const pictureId = params.imageId ?? ''
    await operations.removePicture(engine, { ...(await own(caller, params)), pictureId })
    return null
  })
}
