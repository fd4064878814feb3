import { startSandbox } from '../src/gateways/sandbox/server.ts'
import { answerAll } from './child.ts'

/** The gateways in a process and a folder of their own. */
answerAll(async ({ folder }: { folder: string }) => {
  const { url } = await startSandbox({ folder })
  return { url }
})
