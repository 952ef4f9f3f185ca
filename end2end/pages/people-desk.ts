import { expect, type Page } from '@playwright/test'
import { visit } from '../fixtures/alive'

/** The administrator's pages of people. */
export function peopleDesk(page: Page) {
  const rows = page.getByRole('main').getByRole('listitem').filter({ has: page.locator('.people-row-name') })
  const window = page.getByRole('alertdialog')
  const find = {
    rows,
    row: (name: string) => rows.filter({ hasText: name }),
    search: page.getByRole('searchbox', { name: 'Search' }),
    role: page.getByRole('combobox', { name: 'Role' }),
    sort: page.getByRole('combobox', { name: 'Sort by' }),
    show: page.getByRole('combobox', { name: 'Show' }),
    count: page.locator('.people-count'),
    link: page.getByLabel('Link to choose a password'),
    question: window,
    member: page.getByRole('combobox', { name: 'Add a member' }),
    inviter: page.getByRole('combobox', { name: 'Add a person or a group who may invite, too' }),
    figure: (name: string) => page.locator('.people-figure').filter({ hasText: name }).locator('dd'),
    lines: page.locator('.many-result'),
  }
  return {
    ...find,
    async open(path = '/admin/people') {
      await visit(page, path)
    },
    async fill(person: { first?: string; last?: string; email?: string }) {
      if (person.first !== undefined) await page.getByLabel('First name').fill(person.first)
      if (person.last !== undefined) await page.getByLabel('Last name').fill(person.last)
      if (person.email !== undefined) await page.getByLabel('Email address').fill(person.email)
    },
    async add(person: { first: string; last: string; email: string }) {
      await visit(page, '/admin/people/new')
      await this.fill(person)
      await page.getByRole('button', { name: 'Add the person' }).click()
      await expect(page.getByRole('heading', { name: `${person.first} ${person.last} is in the directory` })).toBeFocused()
      return find.link.inputValue()
    },
    async choose(file: { name: string; text: string }) {
      await page.getByLabel('File', { exact: true }).setInputFiles({ name: file.name, mimeType: 'text/csv', buffer: Buffer.from(file.text) })
    },
  }
}
