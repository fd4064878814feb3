import { expect, test } from 'vitest'
import { mayAddPicture, mayDecode, type PictureHeader } from './rules.ts'

const photo = { format: 'jpeg', width: 9000, height: 6666, channels: 3, depth: 'uchar' }

test.each<[string, PictureHeader, string | undefined]>([
  ['60 million pixels of JPEG', photo, undefined],
  ['a line more', { ...photo, height: 6667 }, 'image-too-large'],
  ['60 million pixels of WebP', { ...photo, format: 'webp' }, undefined],
  [
    '60 million pixels with a channel of opacity',
    { ...photo, format: 'png', channels: 4 },
    'image-too-large',
  ],
  ['12 million pixels of AVIF', { ...photo, format: 'heif', width: 4000, height: 3000 }, undefined],
  [
    '16 million pixels of AVIF',
    { ...photo, format: 'heif', width: 4000, height: 4000 },
    'image-too-large',
  ],
  [
    '8 million of 10 bits',
    { ...photo, format: 'heif', width: 4000, height: 2000, depth: 'ushort' },
    'image-too-large',
  ],
  [
    '24 million pixels of progressive JPEG',
    { ...photo, width: 6000, height: 4000, isProgressive: true },
    undefined,
  ],
  [
    '36 million pixels of progressive JPEG',
    { ...photo, width: 6000, height: 6000, isProgressive: true },
    'image-too-large',
  ],
  ['a format that is not accepted', { ...photo, format: 'svg' }, 'image-unreadable'],
  ['a header without a size', { format: 'jpeg' }, 'image-unreadable'],
  ['an empty header', {}, 'image-unreadable'],
])('%s', (_what, header, type) => {
  expect(mayDecode(header)?.type).toBe(type)
})

test.each<[number, number, string | undefined]>([
  [0, 0, undefined],
  [9, 9_999, undefined],
  [10, 10, 'too-many-images'],
  [10, 10_000, 'too-many-images'],
  [0, 10_000, 'store-pictures-full'],
])('with %i pictures of a subject and %i in the store, one more: %s', (pictures, inStore, type) => {
  expect(mayAddPicture({ pictures, inStore })?.type).toBe(type)
})

test('an item of a menu has one picture', () => {
  expect(mayAddPicture({ pictures: 0, inStore: 5 }, 'item')).toBeNull()
  expect(mayAddPicture({ pictures: 1, inStore: 5 }, 'item')?.type).toBe('item-has-picture')
})
