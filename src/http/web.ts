import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import files from '@fastify/static'
import type { Server } from './edge.ts'
import { sendPage } from './nonce.ts'

const FOREVER = 'public, max-age=31536000, immutable'

/**
 * Serves the built web client. Files under `assets/` have a content hash and are cached for a year;
 * any other navigation gets the page, whose router finds the screen.
 */
export async function web(server: Server, folder: string): Promise<void> {
  const html = await readFile(join(folder, 'index.html'), 'utf8')
  const template = html.replaceAll('__SANDBOX__', String(server.edge.sandbox)).split('__NONCE__')
  await server.register(files, {
    root: folder,
    wildcard: false,
    index: false,
    preCompressed: true,
    globIgnore: ['index.html', '**/*.br', '**/*.gz'],
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.startsWith(join(folder, 'assets'))
      reply.header('cache-control', isHashed ? FOREVER : 'public, max-age=3600')
    },
  })
  server.get('/*', (request, reply) => {
    if (!isNavigation(request.url, request.headers.accept)) return reply.callNotFound()
    return sendPage(reply, (nonce) => template.join(nonce))
  })
}

function isNavigation(url: string, accept: string | undefined): boolean {
  const path = url.split('?', 1)[0] ?? ''
  return (
    !/^\/(v1|problems|docs|assets)(\/|$)/.test(path) &&
    !/\.\w+$/.test(path) &&
    (accept ?? '').includes('text/html')
  )
}
