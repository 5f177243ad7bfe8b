"""Prints a page of our own to PDF: tagged, with an outline, and the same file for the same page."""

import asyncio
import io
from datetime import datetime

import pikepdf
from playwright.async_api import Error, async_playwright

from auditor.visit.browser import BrowserFailedError
from auditor.visit.failures import first_line
from auditor.visit.find_browser import BrowserProgram, sandbox_problem


def print_page(program: BrowserProgram, page: str, made: datetime) -> bytes:
    """Print a page that loads nothing; the file says that it was made at this time.

    Raises:
        BrowserFailedError: if the browser does not start, or does not print.
    """
    try:
        printed = asyncio.run(_print(program, page))
    except Error as error:
        raise BrowserFailedError(f"{program.path} does not print: {first_line(error)}") from error
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed)) as document:
        for name in ("/CreationDate", "/ModDate"):
            document.docinfo[name] = f"D:{made:%Y%m%d%H%M%S}Z"
        document.docinfo["/Creator"] = "Inclusion Auditor"
        document.save(file, deterministic_id=True)
    return file.getvalue()


async def _print(program: BrowserProgram, text: str) -> bytes:
    problem = await asyncio.to_thread(sandbox_problem, program)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=program.path, chromium_sandbox=problem is None, headless=True
        )
        # Words of a portal stand in the page: no script runs, and nothing is fetched.
        context = await browser.new_context(java_script_enabled=False, offline=True)
        page = await context.new_page()
        await page.set_content(text)
        printed = await page.pdf(tagged=True, outline=True, prefer_css_page_size=True)
        await browser.close()
        return printed
