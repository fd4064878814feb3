import { type ChildProcess, spawn } from 'node:child_process'
import process from 'node:process'

/**
 * Kills a child once this process has ended, in whatever way: a failed hook and SIGKILL run no
 * cleanup of ours, but they close the pipe on which the watchdog waits.
 */
export function watchChild(child: ChildProcess): void {
  if (child.pid === undefined) return
  const dismiss = watch('kill -KILL "$0"', `${child.pid}`)
  child.once('exit', dismiss) // its pid may be another process's from now on
}

/** Likewise stops every PostgreSQL server whose data is in the folder, and removes the folder. */
export function watchFolder(folder: string): void {
  watch(
    `find "$0" -name postmaster.pid -exec head -n 1 {} ';' | while read -r pid; do
       case "$(ps -o comm= -p "$pid")" in postgres*) kill -QUIT "$pid" ;; esac
     done
     for try in 1 2 3 4 5 6 7 8 9 10; do rm -rf "$0" && break; sleep 0.5; done`,
    folder,
  )
}

/** A shell of its own process group, so that Ctrl-C in a terminal does not reach it. */
function watch(script: string, argument: string): () => void {
  if (process.platform === 'win32') return () => {}
  const shell = spawn('sh', ['-c', `cat > /dev/null; ${script}`, argument], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  shell.unref()
  const { stdin } = shell
  stdin.on('error', () => {})
  ;(stdin as unknown as { unref(): void }).unref()
  return () => shell.kill('SIGKILL')
}
