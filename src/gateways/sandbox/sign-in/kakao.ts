import type { FastifyInstance } from 'fastify'
import { type Grant, type Grants, subjectOf } from './grants.ts'
import { broken, type FormRequest, formOf } from './routes.ts'

/** https://developers.kakao.com/docs/latest/ko/kakaologin/rest-api */
export function kakaoRoutes(server: FastifyInstance, grants: Grants): void {
  server.post<FormRequest>('/kauth.kakao.com/oauth/token', (request, reply) => {
    const grant = grants.takeCode(formOf(request), 'kakao')
    if (!grant)
      return reply.code(400).send({
        error: 'invalid_grant',
        error_description: 'authorization code not found for code',
        error_code: 'KOE320',
      })
    if (broken(reply, grant, 'token')) return reply
    return reply.send({
      token_type: 'bearer',
      access_token: grants.newToken(grant),
      expires_in: 21_599,
      refresh_token: grants.newToken(grant),
      refresh_token_expires_in: 5_183_999,
      scope: grant.person.sharesEmail ? 'account_email profile_nickname' : 'profile_nickname',
    })
  })
  server.get('/kapi.kakao.com/v2/user/me', (request, reply) => {
    const grant = grants.grantOf(request.headers.authorization)
    if (grant?.provider !== 'kakao')
      return reply.code(401).send({ msg: 'this access token does not exist', code: -401 })
    if (grant.fault === 'left')
      return reply.code(400).send({ msg: 'NotRegisteredUserException', code: -101 })
    if (broken(reply, grant, 'profile')) return reply
    return reply.send(profileOf(grant))
  })
}

const profileOf = ({ person }: Grant) => ({
  id: subjectOf('kakao', person).readUInt32BE(0),
  connected_at: '2026-01-01T00:00:00Z',
  properties: { nickname: person.name },
  kakao_account: {
    profile_nickname_needs_agreement: false,
    profile: { nickname: person.name, is_default_nickname: false },
    has_email: true,
    email_needs_agreement: !person.sharesEmail,
    ...(person.sharesEmail && {
      is_email_valid: person.address !== 'once-verified',
      is_email_verified: person.address !== 'unverified',
      email: person.email,
    }),
  },
})
