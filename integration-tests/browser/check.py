"""Checks reports in Chromium at desktop and phone width, light and dark.

Usage: check.py CHROMIUM SHOTS PAGE ...
Screenshots of the pages go to the folder SHOTS.
"""

import json
import pathlib
import sys

from playwright.sync_api import sync_playwright

FLAGS = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
]
SCREENS = [(1280, 900, 'light'), (390, 844, 'light'), (1280, 900, 'dark'), (390, 844, 'dark')]

# Of a chart's lines: the share of the canvas' columns that have their colours. Of a suggested range: how many columns
# have such a colour over more than a third of their height.
COLUMNS = """id => {
  const chart = document.getElementById(id), canvas = chart.querySelector("canvas"), {width, height} = canvas;
  const colours = [...chart.querySelectorAll(".u-legend .u-series:not(:first-child):not(.edge) .u-marker")]
    .map(marker => getComputedStyle(marker).borderTopColor.match(/[0-9]+/g).map(Number));
  const pixels = canvas.getContext("2d").getImageData(0, 0, width, height).data;
  const isNear = (at, colour) => [0, 1, 2].every(i => Math.abs(pixels[at + i] - colour[i]) < 40);
  const has = at => pixels[at + 3] > 150 && colours.some(colour => isNear(at, colour));
  let coloured = 0, full = 0;
  for (let x = 0; x < width; x++) {
    let count = 0;
    for (let y = 0; y < height; y++) count += has(4 * (y * width + x));
    coloured += count > 0;
    full += count > height / 3;
  }
  return {share: coloured / width, full};
}"""

# Times in milliseconds: to draw all charts again, and of the longest frame while the pointer moves over a chart.
TIMES = """async () => {
  const frame = () => new Promise(requestAnimationFrame), start = performance.now();
  document.getElementById("theme").click();
  await Promise.resolve();
  const drawn = performance.now() - start;
  document.getElementById("theme").click();
  await frame();
  const over = document.querySelector("#loss .u-over"), box = over.getBoundingClientRect();
  let longest = 0, before = await frame();
  for (let i = 0; i < 60; i++) {
    const place = {clientX: box.left + box.width * i / 60, clientY: box.top + 50};
    over.dispatchEvent(new MouseEvent("mousemove", {...place, bubbles: true}));
    const now = await frame();
    longest = Math.max(longest, now - before);
    before = now;
  }
  return {drawn, longest};
}"""


def require(condition, what):
    """Fails the case in these words where the condition is false."""
    if not condition:
        raise AssertionError(what)


def expected_charts(runs):
    """The ids of the charts of a report."""
    cycles = ['loss-by-cycle', 'accuracy-by-cycle'] if any(run['byCycle'] for run in runs) else []
    return ['rate', 'loss', 'accuracy', 'loss-by-rate', 'accuracy-by-rate', *cycles, 'worker-loss', 'worker-time']


def check_drawn(page, runs, charts):
    """Every chart has lines over more than half of its width, and that of a range test the suggested range."""
    test = runs[0]['rangeTest']
    for chart in charts:
        columns = page.evaluate(COLUMNS, chart)
        require(columns['share'] > 0.5, f'{chart}: lines in only {columns["share"]:.0%} of the width')
        if test and chart.endswith('-by-rate'):
            require(columns['full'] >= 2, f'{chart}: no suggested range')


def hover(page, chart, x, y):
    """Moves the pointer to a place in a chart: shares of its width and its height."""
    over = page.locator(f'#{chart} .u-over')
    over.scroll_into_view_if_needed()
    box = over.bounding_box()
    page.mouse.move(box['x'] + box['width'] * x, box['y'] + box['height'] * y)


def check_hover(page, chart):
    """Where the pointer is over a chart, its legend shows a number for each line."""
    hover(page, chart, 0.5, 0.5)
    values = page.eval_on_selector_all(
        f'#{chart} .u-legend .u-series:not(.edge) .u-value', 'cells => cells.map(cell => cell.textContent)'
    )
    shown = [value for value in values if any(letter.isdigit() for letter in value)]
    require(len(values) > 1 and len(shown) == len(values), f'{chart}: hovering shows {values}')


def picture(page, chart):
    """A chart's pixels, as text."""
    return page.eval_on_selector(f'#{chart} canvas', 'canvas => canvas.toDataURL()')


def check_zoom(page):
    """Dragging in one chart zooms the charts with the same axis, and a button resets them."""
    start = {chart: picture(page, chart) for chart in ('loss', 'accuracy')}
    hover(page, 'loss', 0.3, 0.3)
    page.mouse.down()
    hover(page, 'loss', 0.6, 0.4)
    page.mouse.up()
    page.wait_for_timeout(100)
    require(all(picture(page, chart) != start[chart] for chart in start), 'no zoom, or not of both charts')
    page.click('#reset')
    page.wait_for_timeout(100)
    page.mouse.move(0, 0)
    require(picture(page, 'loss') == start['loss'], 'reset zoom leaves the loss zoomed')


def check_switches(page):
    """Buttons switch an axis to logarithms and the theme to its other."""
    for chart, axis in [('loss', 'y'), ('loss-by-rate', 'x')]:
        button, before = f'#{chart} button[data-axis={axis}]', picture(page, chart)
        name = page.text_content(button)
        page.click(button)
        switched = page.text_content(button) != name and picture(page, chart) != before
        require(switched, f'{chart}: {name} cannot be switched')
        page.click(button)
    back = 'getComputedStyle(document.body).backgroundColor'
    light = page.evaluate(back)
    page.click('#theme')
    require(page.evaluate(back) != light, 'the theme stays')
    page.click('#theme')


def check(page, url, requests, problems):
    """Checks a page. Returns what it measured, in words."""
    page.goto(url)
    page.wait_for_timeout(100)
    runs = json.loads(page.text_content('#data'))
    charts = page.eval_on_selector_all('.chart', 'charts => charts.map(chart => chart.id)')
    require(charts == expected_charts(runs), f'charts {charts}')
    require(page.evaluate('document.documentElement.scrollWidth <= innerWidth'), 'wider than the screen')
    check_drawn(page, runs, charts)
    for chart in charts:
        check_hover(page, chart)
    check_zoom(page)
    check_switches(page)
    require(requests == [url], f'requests {requests}')
    require(not problems, f'console: {problems}')
    times = page.evaluate(TIMES)
    return f'all charts drawn in {times["drawn"]:.0f} ms, longest frame while hovering {times["longest"]:.0f} ms'


def run(browser, report, width, height, scheme, shots):
    """Checks a report on one screen. Returns whether it passed, and the measurements or the problem."""
    page = browser.new_page(viewport={'width': width, 'height': height}, color_scheme=scheme)
    requests, problems = [], []
    page.on('request', lambda request: request.url.startswith('data:') or requests.append(request.url))
    page.on('console', lambda message: problems.append(message.text))
    page.on('pageerror', lambda error: problems.append(str(error)))
    try:
        return True, check(page, report.absolute().as_uri(), requests, problems)
    except Exception as error:
        return False, f'{error} {problems}'
    finally:
        page.screenshot(path=f'{shots}/{report.stem}-{scheme}-{width}.png', full_page=True)
        page.close()


def main(chromium, shots, *pages):
    """Checks each page on each screen. Returns the exit status."""
    results = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for report in map(pathlib.Path, pages):
            for width, height, scheme in SCREENS:
                passed, said = run(browser, report, width, height, scheme, shots)
                results.append(passed)
                print(f'{"passed" if passed else "FAILED"}  {report.name}, {width} pixels, {scheme}: {said}')
        browser.close()
    print(f'{results.count(True)} passed, {results.count(False)} failed')
    return 0 if all(results) else 1


sys.exit(main(*sys.argv[1:]))
