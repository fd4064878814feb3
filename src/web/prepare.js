// `npm ci` runs this after it has installed what the lockfile says.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import process from 'node:process'

const modules = new URL('../../node_modules/', import.meta.url)

if (!existsSync(new URL('vite/', modules))) {
  process.stderr.write('The screens are built with packages that are missing: run npm ci first.\n')
  process.exitCode = 1
} else {
  // The headers of Node, 67 MB, are for compiling add-ons: nothing here does.
  for (const name of readdirSync(modules))
    if (/^node-(bin-)?(linux|darwin|win)-/.test(name))
      rmSync(new URL(`${name}/include/`, modules), { recursive: true, force: true })
  const { buildScreens } = await import('./build.ts')
  await buildScreens()
}
