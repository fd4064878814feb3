import { type ChildProcess, fork } from 'node:child_process'
import process from 'node:process'
import { perEngine } from '../../engine.ts'
import type { DecodedPicture, DecoderAnswer, DecoderAsk } from './decoder-process.ts'
import { imageTooLarge, imageUnreadable, picturesBusy } from './rules.ts'

/** Longer than the largest accepted picture takes on a busy machine. */
const DECODE_MS = 60_000
/** An idle decoder exits and frees its memory. */
const IDLE_MS = 10_000

/**
 * Decodes one picture at a time, in order of arrival, in a separate process: the thread pool that
 * hashes passwords and the server's memory are unaffected.
 */
class PictureDecoder {
  #process: ChildProcess | undefined
  #idle: NodeJS.Timeout | undefined
  #last: Promise<unknown> = Promise.resolve()

  /** Problems in order: image-unreadable, image-too-large, pictures-busy. */
  async decode(bytes: Buffer): Promise<DecodedPicture> {
    const answer = await this.#inTurn({ bytes, as: 'picture' })
    if ('picture' in answer) return answer.picture
    throw imageUnreadable()
  }

  /** A picture of ours as previews of links show it. Problems in order: image-unreadable, pictures-busy. */
  async preview(bytes: Buffer): Promise<Buffer> {
    const answer = await this.#inTurn({ bytes, as: 'preview' })
    if ('preview' in answer) return answer.preview
    throw imageUnreadable()
  }

  #inTurn(asked: DecoderAsk): Promise<DecoderAnswer> {
    const turn = this.#last.then(() => this.#askNow(asked))
    this.#last = turn.catch(() => {})
    return turn
  }

  async #askNow(asked: DecoderAsk): Promise<DecoderAnswer> {
    clearTimeout(this.#idle)
    let isLate = false
    const late = setTimeout(() => {
      isLate = true
      this.#stop()
    }, DECODE_MS)
    try {
      const answer = await ask(this.#process ?? this.#start(), asked)
      if (isLate) throw picturesBusy()
      if ('refused' in answer)
        throw answer.refused === 'image-too-large' ? imageTooLarge(answer.facts) : imageUnreadable()
      return answer
    } finally {
      clearTimeout(late)
      this.#idle = setTimeout(() => this.#stop(), IDLE_MS).unref()
    }
  }

  /** The next picture starts a new process. */
  #stop(): void {
    this.#process?.kill('SIGKILL')
    this.#process = undefined
  }

  #start(): ChildProcess {
    const started = fork(new URL('./decoder-process.ts', import.meta.url), {
      env: { MALLOC_ARENA_MAX: '2', VIPS_CONCURRENCY: '1' }, // no secret of the server
      execArgv: process.execArgv.filter((word) => word.startsWith('--import=')),
      serialization: 'advanced', // bytes as they are
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    this.#process = started
    const forget = () => {
      if (this.#process === started) this.#process = undefined
    }
    started.on('error', forget)
    started.on('exit', forget)
    started.unref()
    started.channel?.unref()
    return started
  }
}

/** A picture that breaks its decoder is unreadable. */
function ask(decoder: ChildProcess, asked: DecoderAsk): Promise<DecoderAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<DecoderAnswer>()
  const broken = () => resolve({ refused: 'image-unreadable', facts: {} })
  const answered = (answer: unknown) => resolve(answer as DecoderAnswer)
  decoder.once('message', answered).once('exit', broken).once('error', reject)
  decoder.send(asked, (error) => error && broken())
  return promise.finally(() => {
    decoder.off('message', answered).off('exit', broken).off('error', reject)
  })
}

export const pictureDecoder = perEngine(() => new PictureDecoder())
