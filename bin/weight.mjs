// `bin/bench weight`: the bytes a browser downloads before a page can be used, plain, with gzip and with Brotli.
// Without URLs it weighs the built site; with URLs what a running server sends, each page with its HTML.

import { existsSync, readFileSync, statSync } from 'node:fs'
import { get } from 'node:http'

const SITE = 'target/site'
const FORMS = [['plain', 'identity', ''], ['gzip', 'gzip', '.gz'], ['Brotli', 'br', '.br']]

/** The smallest form that was built beside the file, as the server chooses it. */
function weighFile(url) {
  const path = SITE + url
  return FORMS.map(([, , ending]) => statSync(existsSync(path + ending) ? path + ending : path).size)
}

function load(url, encoding) {
  return new Promise((resolve, reject) => {
    get(url, { headers: { accept: 'text/html,*/*', 'accept-encoding': encoding } }, (answer) => {
      const chunks = []
      answer.on('data', (chunk) => chunks.push(chunk))
      answer.on('end', () => resolve({ status: answer.statusCode, body: Buffer.concat(chunks) }))
    }).on('error', reject)
  })
}

async function weighUrl(url) {
  const answers = await Promise.all(FORMS.map(([, encoding]) => load(url, encoding)))
  return answers.map(({ body }) => body.length)
}

/** What the page's head names: the style sheet and what it has loaded ahead. */
function named(html) {
  const links = html.match(/<link [^>]*>/g) ?? []
  const attribute = (link, name) => link.match(new RegExp(`${name}="([^"]*)"`))?.[1]
  return links
    .filter((link) => /rel="(stylesheet|preload|modulepreload)"/.test(link))
    .map((link) => attribute(link, 'href'))
}

function print(title, rows) {
  const total = rows.reduce((sum, [, sizes]) => sum.map((size, form) => size + sizes[form]), FORMS.map(() => 0))
  const line = (name, cells) => console.log(`${name.padEnd(56)}${cells.map((cell) => String(cell).padStart(10)).join('')}`)
  line(title, FORMS.map(([form]) => form))
  rows.forEach(([name, sizes]) => line(`  ${name}`, sizes))
  line('  in all', total)
  line('  in KiB', total.map((bytes) => (bytes / 1024).toFixed(1)))
  console.log()
}

function builtPages() {
  const { css, js, parts_js, wasm, parts } = JSON.parse(readFileSync(`${SITE}/assets.json`))
  const first = [css, js, parts_js, wasm]
  return [
    ["a guest's page", first],
    ["a page of the site", [...first, ...parts.site]],
    ['the live room', [...first, ...parts.live_room]],
    ['the live room, come to from the lobby', parts.live_room],
  ]
}

async function servedPage(url) {
  const { status, body } = await load(url, 'identity')
  if (status !== 200) throw new Error(`${url} answers ${status}`)
  const files = named(body.toString()).map((path) => new URL(path, url).href)
  const rows = [['HTML', await weighUrl(url)]]
  for (const file of files) rows.push([new URL(file).pathname, await weighUrl(file)])
  return rows
}

const urls = process.argv.slice(2)
for (const url of urls) print(url, await servedPage(url))
if (urls.length === 0) {
  for (const [title, files] of builtPages()) print(title, files.map((file) => [file, weighFile(file)]))
}
