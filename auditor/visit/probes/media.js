// Lists the recordings of a page, and its own reloading. Every list is bounded.
({ players: maxPlayers, controls: maxControls, textChars }) => {
  const seconds = (value) => (Number.isFinite(value) ? Math.max(0, value) : null);
  // Media Fragments URI 1.0, normal play time: t=10, t=10,20, t=npt:0:10,0:20
  const clock = (text) => {
    if (!/^\d+(:\d{1,2}){0,2}(\.\d*)?$/u.test(text)) return null;
    return text.split(":").reduce((total, part) => total * 60 + Number(part), 0);
  };
  const partOf = (address) => {
    const [, given] = /#(?:.*&)?t=(?:npt:)?([^&]*)/u.exec(address) ?? [];
    const [from, to] = (given ?? "").split(",");
    return { from_s: clock(from) ?? 0, to_s: to === undefined ? null : clock(to) };
  };
  const TRACK_STATES = ["unread", "loading", "loaded", "failed"];
  const player = (element) => {
    const tag = dom.name(element);
    const isLoaded = element.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;
    return {
      tag,
      src: element.currentSrc.slice(0, 2000),
      selector: selectorOf(element),
      snippet: spot.snippetOf(element, textChars),
      starts_alone: element.autoplay,
      muted: element.muted || element.volume === 0,
      has_controls: element.controls && spot.isVisible(element),
      loops: element.loop,
      visible: spot.isVisible(element),
      is_loaded: isLoaded,
      duration_s: seconds(element.duration),
      ...partOf(element.currentSrc),
      audio_bytes: element.webkitAudioDecodedByteCount ?? null,
      has_picture: tag === "video" && element.videoWidth > 0,
      tracks: dom.within(element, "track").slice(0, 20).map((track) => ({
        kind: track.kind.slice(0, 20), lang: track.srclang.slice(0, 40), state: TRACK_STATES[track.readyState] ?? "unread",
      })),
      failure: element.error || (element.networkState === HTMLMediaElement.NETWORK_NO_SOURCE && !isLoaded)
        ? (element.error?.message || "no source could be played").slice(0, 200) : "",
    };
  };

  const players = dom.queryAll("audio, video").slice(0, maxPlayers).map(player);
  const refreshes = dom.queryAll('meta[http-equiv="refresh" i][content]').slice(0, 20)
    .map((meta) => dom.attribute(meta, "content").slice(0, 2000));
  return { players, refreshes, controls: players.some((one) => one.starts_alone) ? spot.controls(maxControls) : [] };
}
