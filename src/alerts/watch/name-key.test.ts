import assert from 'node:assert/strict'
import { test } from 'node:test'
import { namesOf } from './words.ts'

const keys = (names: string) => new Set(namesOf(names)).size

for (const names of [
  'Zelensky Zelenskyy Zelenskiy Zelenski Selenskyj Selenski Зеленский Зеленський',
  'Muhammad Mohammed Mohamed Mohamad Muhammed',
  'Gaddafi Qaddafi Kadhafi Gadhafi Khadafy',
  'Kyiv Kiev Kiew Київ Киев',
  'Hussein Husain Hussain Hossein',
  'Putin Poutine Путин',
  'Müller Mueller',
  'Gorbachev Gorbatschow Gorbachov',
  'Netanyahu Netanjahu Netanyahou',
  'Khamenei Chamenei',
  'Yeltsin Jelzin Eltsine',
  'Navalny Nawalny Navalnyj Навальный',
  'Sergei Sergey Sergej Serguei',
  'Türkiye Turkey Türkei Turquie',
  'Myanmar Burma Birma',
  'München Munich Muenchen',
  'Beijing Peking Pékin',
])
  test(`one name: ${names}`, () => assert.equal(keys(names), 1))

for (const names of [
  'Biden Baden',
  'Macron Merkel',
  'Iran Iraq',
  'Turkey Turin',
  'Mumbai Madras',
  'Trump Tramp',
])
  test(`two names: ${names}`, () => assert.equal(keys(names), 2))
