import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'

const usual = [
  '/usr/bin/chromium-headless-shell', // a third of the work of a Chromium with windows
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Path of Chromium: CHROMIUM_PATH, the usual paths, or Playwright's download. */
export async function findChromium(): Promise<string | undefined> {
  const { chromium } = await import('playwright-core')
  const places = [process.env.CHROMIUM_PATH ?? '', ...usual, chromium.executablePath()]
  return places.find((path) => path !== '' && existsSync(path))
}

/** Finds Chromium, or downloads it and says so. */
export async function getChromium(): Promise<string> {
  const found = await findChromium()
  if (found) return found
  const isDebian = spawnSync('apt-get', ['--version']).status === 0
  if (isDebian && process.getuid?.() === 0) {
    console.log('No Chromium here: installing the Debian package with apt-get.')
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
    const install = ['install', '-qq', '-y', '--no-install-recommends']
    execFileSync('apt-get', [...install, 'chromium-headless-shell', 'fonts-noto-cjk'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  } else {
    console.log('No Chromium here: playwright-core downloads one into its own cache.')
    const cli = new URL('../node_modules/playwright-core/cli.js', import.meta.url)
    execFileSync(process.execPath, [cli.pathname, 'install', 'chromium'], { stdio: 'inherit' })
  }
  const got = await findChromium()
  if (!got) throw new Error('Chromium could not be installed; set CHROMIUM_PATH to one.')
  return got
}
