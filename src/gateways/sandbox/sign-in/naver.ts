import type { FastifyInstance } from 'fastify'
import { type Grants, subjectOf } from './grants.ts'
import { broken, type FormRequest, formOf } from './routes.ts'

/** https://developers.naver.com/docs/login/api/api.md; refusals of tokens have status 200. */
export function naverRoutes(server: FastifyInstance, grants: Grants): void {
  server.post<FormRequest>('/nid.naver.com/oauth2.0/token', (request, reply) => {
    const form = formOf(request)
    const grant = form.get('state') ? grants.takeCode(form, 'naver') : undefined
    if (!grant)
      return reply.send({
        error: 'invalid_request',
        error_description: 'no valid data in session',
      })
    if (broken(reply, grant, 'token')) return reply
    return reply.send({
      access_token: grants.newToken(grant),
      refresh_token: grants.newToken(grant),
      token_type: 'bearer',
      expires_in: '3600',
    })
  })
  server.get('/openapi.naver.com/v1/nid/me', (request, reply) => {
    const grant = grants.grantOf(request.headers.authorization)
    if (grant?.provider !== 'naver' || grant.fault === 'left')
      return reply
        .code(401)
        .send({ resultcode: '024', message: 'Authentication failed (인증 실패하였습니다.)' })
    if (broken(reply, grant, 'profile')) return reply
    const { person } = grant
    return reply.send({
      resultcode: '00',
      message: 'success',
      response: {
        id: subjectOf('naver', person).toString('base64url'),
        name: person.name,
        ...(person.sharesEmail && { email: person.email }),
      },
    })
  })
}
