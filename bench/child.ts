import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A child process, so that load and system under test do not share a thread. */
export interface Child {
  /** Sends a question and waits for its answer; one at a time. */
  ask<Answer>(question: object): Promise<Answer>
  stop(): Promise<void>
}

export function startChild(file: string): Child {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    serialization: 'advanced',
    execArgv: ['--max-old-space-size=1024'], // as in `npm start`
  })
  const exited = once(child, 'exit')
  return {
    async ask<Answer>(question: object) {
      child.send(question)
      return Promise.race([answerOf<Answer>(child), failOnExit(exited, file)])
    },
    async stop() {
      if (child.connected) child.disconnect()
      await exited
    },
  }
}

/** In the child: answers questions until the parent disconnects. */
export function answerAll<Question>(answer: (question: Question) => Promise<unknown>): void {
  process.on('message', async (question) => process.send?.(await answer(question as Question)))
  process.once('disconnect', () => process.exit(0))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {}) // the parent handles them
}

async function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  const [answer] = await once(child, 'message')
  return answer as Answer
}

async function failOnExit(exited: Promise<unknown[]>, file: string): Promise<never> {
  const [code, signal] = await exited
  throw new Error(`${file} ended with ${signal ?? code}`)
}
