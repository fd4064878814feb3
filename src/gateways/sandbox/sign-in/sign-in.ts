import type { FastifyInstance } from 'fastify'
import { googleRoutes } from './google.ts'
import { Grants } from './grants.ts'
import { kakaoRoutes } from './kakao.ts'
import { naverRoutes } from './naver.ts'
import { authorizeRoutes } from './routes.ts'

/**
 * Kakao, Naver and Google as they sign people in, by their documented contracts; each of their hosts is a folder
 * here.
 *
 * @param url the sandbox's own address, once it listens
 */
export function signInRoutes(server: FastifyInstance, url: () => string): void {
  const grants = new Grants()
  server.register(async (scope) => {
    const form = 'application/x-www-form-urlencoded'
    scope.addContentTypeParser(form, { parseAs: 'string' }, (_, body, done) =>
      done(null, new URLSearchParams(String(body))),
    )
    authorizeRoutes(scope, grants)
    kakaoRoutes(scope, grants)
    naverRoutes(scope, grants)
    googleRoutes(scope, grants, url)
  })
}
