import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { each, SomeFailed, sumInTurn } from './each.ts'

const which = (number: number) => `number ${number}`

test('answers come in the order of the things', async () => {
  const work = async (number: number) => {
    await pause(10 - number)
    return number * 2
  }
  expect(await each([1, 2, 3], { which }, work)).toEqual([2, 4, 6])
  expect(await each([], { which }, work)).toEqual([])
})

test('one that fails does not keep the others from being done; then the failure says which', async () => {
  const done: number[] = []
  const work = async (number: number) => {
    if (number % 2 === 1) throw new TypeError(`odd ${number}`)
    await pause(20)
    done.push(number)
    return number
  }
  const failure: AggregateError = await each([1, 2, 3, 4], { which }, work).then(
    () => expect.unreachable(),
    (error) => error,
  )
  expect(done).toEqual([2, 4])
  expect(failure).toBeInstanceOf(SomeFailed)
  expect(failure.message).toBe('2 of 4 failed: number 1, number 3')
  expect(failure.errors.map(({ message, cause }) => [message, cause])).toEqual([
    ['number 1', new TypeError('odd 1')],
    ['number 3', new TypeError('odd 3')],
  ])
})

test('where all fail, it is not said that only some did', async () => {
  const work = () => Promise.reject(new Error('no connection'))
  const failure = await each([1, 2], { which }, work).catch((error) => error)
  expect(failure).toBeInstanceOf(AggregateError)
  expect(failure).not.toBeInstanceOf(SomeFailed)
})

test('in turn each waits for the one before it, and comes after one that failed too', async () => {
  const begun: number[] = []
  let running = 0
  const work = async (number: number) => {
    begun.push(number)
    running += 1
    expect(running).toBe(1)
    await pause(1)
    running -= 1
    if (number === 2) throw new Error('two')
    return number
  }
  expect(await sumInTurn([4, 1, 3], which, work)).toBe(8)
  begun.length = 0
  await expect(sumInTurn([1, 2, 3], which, work)).rejects.toThrow('1 of 3 failed: number 2')
  expect(begun).toEqual([1, 2, 3])
})
