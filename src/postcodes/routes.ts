import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { serve } from '../http/serve.ts'
import * as contract from './contract.ts'
import { kakaoRoutes } from './kakao-routes.ts'
import { lookUpOf } from './look-up.ts'

export function postcodeRoutes(server: Server, engine: Engine): void {
  const lookUp = lookUpOf(engine)
  serve(server, contract.findPostcode, ({ query }) => ({ city: lookUp.cityOf(query.postalCode) }))
  serve(server, contract.getPostcodeLookUp, () => ({ by: lookUp.by, page: lookUp.page }))
  kakaoRoutes(server, engine)
}
