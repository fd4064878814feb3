import { writeFile } from 'node:fs/promises'
import { registerHooks } from 'node:module'
import process from 'node:process'

/** `node generate.ts <address of openapi.json> <file>`: writes the types of a client. */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'typescript'
      ? next(new URL('./typescript.ts', import.meta.url).href, context)
      : next(specifier, context),
})

const [from = '', to = ''] = process.argv.slice(2)
const { default: openapiTypescript, astToString } = await import('openapi-typescript')
await writeFile(to, astToString(await openapiTypescript(new URL(from))))
