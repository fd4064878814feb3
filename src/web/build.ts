import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/** Where the built screens are. */
export const webFolder = fileURLToPath(new URL('../../dist/web/', import.meta.url))

export const hasScreens = (): boolean => existsSync(join(webFolder, 'index.html'))

/**
 * Builds the screens beside their folder and puts them there whole: another process may serve or build
 * them at the same time.
 *
 * @throws when the build tools are not installed, or the folder cannot be written
 */
export async function buildScreens(): Promise<void> {
  const tools = dirname(fileURLToPath(import.meta.resolve('vite/package.json')))
  const config = fileURLToPath(new URL('./vite.config.ts', import.meta.url))
  const dist = dirname(webFolder)
  await mkdir(dist, { recursive: true })
  const beside = await mkdtemp(join(dist, 'building-'))
  const words = [join(tools, 'bin/vite.js'), 'build', '-c', config, '--logLevel', 'warn']
  try {
    const build = spawn(process.execPath, [...words, '--outDir', beside], { stdio: 'inherit' })
    const [code] = await once(build, 'exit')
    if (code !== 0) throw new Error(`the build ended with ${code}`)
    await rm(webFolder, { recursive: true, force: true })
    await rename(beside, webFolder)
  } catch (error) {
    await rm(beside, { recursive: true, force: true })
    if (!isOthers(error)) throw error
  }
}

/** Another process has put its build there first. */
const isOthers = (error: unknown): boolean =>
  ['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '') && hasScreens()
