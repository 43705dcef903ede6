/**
 * The fields of the object, drawn in the places that the page has for them from the start. Every text of the model
 * goes in as text, never as markup, and only what changed is touched: a selection or a scroll position stays.
 */

const NUMBER = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** Each kind of field: fills its place once and returns the function that shows a value there, `undefined` to empty it. */
const KINDS = { text, long, list, topics, score };

/** The views of all fields within `root`, in the order of the page. */
export function fieldViews(root) {
    return Array.from(root.querySelectorAll('[data-field]'), element => new FieldView(element));
}

class FieldView {
    #element;
    #state;
    #show;

    constructor(element) {
        this.#element = element;
        this.#state = textIn(element.querySelector('.state'));
        this.#show = KINDS[element.dataset.kind](element.querySelector('dd'));
        this.name = element.dataset.field;
        this.label = element.dataset.label;
    }

    get complete() {
        return this.#element.dataset.state === 'complete';
    }

    /** Shows the field as it is in `run`; true when this made it complete. */
    show({ value, open, phase }) {
        const before = this.#element.dataset.state;
        const now = stateOf(this.name, value, open, phase);
        if (now !== before) this.#element.dataset.state = now;
        setText(this.#state, now === 'streaming' && phase !== 'running' ? 'unfinished' : now === 'absent' ? '' : now);
        this.#show(value[this.name]);
        return now === 'complete' && before !== 'complete';
    }
}

function stateOf(name, value, open, phase) {
    if (phase === 'done') return 'complete'; // also one that the server left out because it is null
    if (!(name in value)) return 'absent';
    return open.includes(name) ? 'streaming' : 'complete';
}

function text(place) {
    const node = textIn(place.appendChild(create('p', 'tip')));
    return value => setText(node, value ?? '');
}

/** A text with its own scroll, which follows the end unless the reader has scrolled away from it. */
function long(place) {
    const scroll = place.appendChild(create('div', 'scroll'));
    scroll.tabIndex = 0; // for the arrow keys
    scroll.setAttribute('role', 'group');
    scroll.setAttribute('aria-label', 'Reasoning');
    scroll.addEventListener('scroll', () => scroll.classList.toggle('scrolled', scroll.scrollTop > 2), { passive: true });
    const show = text(scroll);
    let shown = '';
    return (value = '') => {
        if (value === shown) return;
        shown = value;
        const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 24;
        show(value);
        if (atEnd) scroll.scrollTop = scroll.scrollHeight;
    };
}

function list(place) {
    return items(place, element => {
        element.className = 'tip';
        const node = textIn(element);
        return value => setText(node, value);
    });
}

function topics(place) {
    return items(place, element => {
        const label = textIn(element.appendChild(create('span', 'label tip')));
        const meter = meterIn(element, 1);
        const percent = textIn(element.appendChild(create('span', 'percent')));
        return topic => {
            const known = typeof topic.confidence === 'number'; // the last topic may be half there
            setText(label, topic.label ?? '');
            meter(topic.confidence, `Confidence in ${topic.label ?? 'this topic'}`);
            setText(percent, known ? `${Math.round(topic.confidence * 100)} %` : '');
        };
    });
}

function score(place) {
    const number = textIn(place.appendChild(create('span', 'number tip')));
    const unit = textIn(place.appendChild(create('span', 'unit')));
    const meter = meterIn(place, 10);
    return value => {
        const known = typeof value === 'number';
        setText(number, known ? NUMBER.format(value) : '');
        setText(unit, known ? 'of 10' : 'not given');
        meter(value, 'Score');
    };
}

/** A list that grows and shrinks at its end; `fill` makes the inside of one item and returns what shows a value in it. */
function items(place, fill) {
    const parent = place.appendChild(create('ul'));
    const shows = [];
    return (values = []) => {
        while (shows.length > values.length) {
            shows.pop();
            parent.lastChild.remove();
        }
        while (shows.length < values.length) shows.push(fill(parent.appendChild(create('li'))));
        values.forEach((value, i) => shows[i](value));
    };
}

/** Not `<meter>`: browsers draw it each in their own way and none lets it grow smoothly. */
function meterIn(parent, max) {
    const bar = parent.appendChild(create('span', 'bar'));
    bar.setAttribute('role', 'meter');
    bar.setAttribute('aria-valuemin', '0');
    bar.setAttribute('aria-valuemax', String(max));
    let shown;
    return (value, label) => {
        const now = Math.min(max, Math.max(0, value ?? 0));
        if (bar.ariaLabel !== label) bar.ariaLabel = label;
        if (now === shown) return;
        shown = now;
        bar.setAttribute('aria-valuenow', String(now));
        bar.style.setProperty('--part', String(now / max));
    };
}

function create(tag, className = '') {
    const element = document.createElement(tag);
    element.className = className;
    return element;
}

const textIn = element => element.appendChild(new Text());

/** Adds only the new end where it can, so that what is already on the screen is left alone. */
export function setText(node, value) {
    if (value === node.data) return;
    if (value.startsWith(node.data)) node.appendData(value.slice(node.data.length));
    else node.data = value;
}
