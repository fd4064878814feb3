import type { Server } from './edge.ts'

const VALID_MS = 180 * 86_400_000

/** `/.well-known/security.txt` (RFC 9116), where the operator says how they are reached. */
export function securityText(server: Server): void {
  const { securityContact, engine } = server.edge
  if (!securityContact) return
  const { publicUrl } = engine
  server.get('/.well-known/security.txt', { config: { role: 'anyone' } }, (_, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .send(
        [
          `Contact: ${securityContact}`,
          `Expires: ${new Date(Date.now() + VALID_MS).toISOString()}`,
          'Preferred-Languages: ko, en',
          `Canonical: ${publicUrl}/.well-known/security.txt`,
          `Policy: ${publicUrl}/security/report`,
          '',
        ].join('\n'),
      ),
  )
}
