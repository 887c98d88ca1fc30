"use strict";

/* Draws each server-sent event where it arrives on the time axis. */
{
	const byId = (id) => document.getElementById(id);
	const live = byId("live");
	const events = Number(live.dataset.events);
	const period = Number(live.dataset.period);
	const patience = 3;
	const duration = (events - 1) * period;
	const width = 600;
	const margin = 5;
	let source = null;
	let first, last, count, pause;

	function start() {
		first = last = null;
		count = pause = 0;
		byId("chart").replaceChildren();
		for (let i = 0; i < events; i++) {
			draw("due", i * period);
		}
		tell("Waiting for the first event …");
		byId("toggle").textContent = "Stop";
		source = new EventSource(live.dataset.source);
		source.addEventListener("tick", arrive);
		source.addEventListener("end", () => stop(judge()));
		source.addEventListener("error", () => stop("The connection ended before the last event."));
	}

	function stop(text) {
		source.close();
		source = null;
		byId("toggle").textContent = "Start again";
		tell(text);
	}

	function arrive(event) {
		const now = performance.now();
		if (first === null) {
			first = last = now;
			tell("Events are arriving.");
		}
		pause = Math.max(pause, now - last);
		last = now;
		count++;
		draw("arrived", now - first);
		byId("clock").textContent = event.data;
		byId("count").textContent = count;
		byId("pause").textContent = Math.round(pause);
	}

	function judge() {
		return (last - first < duration / 2 || pause > patience * period)
				? "They came in clumps: something on the way collected them."
				: "They came one by one, as they were sent.";
	}

	function draw(kind, time) {
		const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
		const x = margin + Math.min(time / duration, 1) * width;
		line.setAttribute("class", kind);
		line.setAttribute("x1", x);
		line.setAttribute("x2", x);
		line.setAttribute("y1", kind === "due" ? 44 : 6);
		line.setAttribute("y2", 54);
		byId("chart").append(line);
	}

	function tell(text) {
		byId("verdict").textContent = text;
	}

	byId("toggle").addEventListener("click", () => (source === null) ? start() : stop("Stopped."));
	live.hidden = false;
	start();
}
