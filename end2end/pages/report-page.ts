import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { visit } from '../fixtures/alive'
import type { Room } from '../fixtures/site'

export type Part = 'Attendance' | 'Chat' | 'Q&A' | 'Interactions'

/** What a session was like, for the hosts of its room. */
export function reportPage(page: Page) {
  const section = (part: Part) => page.getByRole('region', { name: part, exact: true })
  const attendance = section('Attendance')
  const find = {
    heading: page.getByRole('heading', { level: 1, name: 'Report' }),
    people: attendance.getByRole('table', { name: 'Who came' }).getByRole('row'),
    absent: attendance.getByRole('listitem'),
    search: attendance.getByRole('searchbox', { name: 'Find somebody' }),
    messages: section('Chat').getByRole('listitem'),
    sessions: page.getByRole('navigation', { name: 'Sessions of this room' }).getByRole('link'),
    stillOpen: page.getByText('The session is still open.'),
    reload: page.getByRole('link', { name: 'Reload' }),
    showMore: page.getByRole('button', { name: 'Show more' }),
  }
  return {
    ...find,
    section,
    async open(room: Room) {
      return visit(page, `${room.path}/report`)
    },
    person: (name: string) => find.people.filter({ hasText: name }),
    figure: (name: string) => page.locator('.report-figure').filter({ hasText: name }),
    /** Saves the file of a part and reads it. */
    async download(part: Part) {
      const saving = page.waitForEvent('download')
      await section(part).getByRole('link', { name: `Download CSV of ${part}` }).click()
      const download = await saving
      return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
    },
    async isThere() {
      await expect(find.heading).toBeVisible()
    },
  }
}
