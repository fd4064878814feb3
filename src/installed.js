// Node strips no types below `node_modules`: installed as a package, Jari does it by itself. Processes
// that it starts get this file by `--import`.
import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const ours = new URL('.', import.meta.url).href
const word = `--import=${import.meta.url}`

// Node says once that this function may still change; the version of Node is pinned.
const { emitWarning } = process
process.emitWarning = () => {}
stripTypeScriptTypes('')
process.emitWarning = emitWarning

registerHooks({
  load(url, context, next) {
    if (!url.startsWith(ours) || !url.endsWith('.ts')) return next(url, context)
    const source = stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'))
    return { format: 'module', source, shortCircuit: true }
  },
})
if (!process.execArgv.includes(word)) process.execArgv.push(word)
