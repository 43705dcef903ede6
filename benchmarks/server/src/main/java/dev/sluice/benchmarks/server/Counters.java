package dev.sluice.benchmarks.server;

import java.util.concurrent.atomic.LongAdder;

/** What the server has seen since it started. */
final class Counters {
  final LongAdder plainConnections = new LongAdder();
  final LongAdder tlsConnections = new LongAdder();
  final LongAdder requests = new LongAdder();
  final LongAdder streamsFinished = new LongAdder();

  /** Streams whose reader went away before the end. */
  final LongAdder streamsBroken = new LongAdder();

  String json() {
    return "{\"plainConnections\":%d,\"tlsConnections\":%d,\"requests\":%d,\"streamsFinished\":%d,\"streamsBroken\":%d}"
        .formatted(
            plainConnections.sum(),
            tlsConnections.sum(),
            requests.sum(),
            streamsFinished.sum(),
            streamsBroken.sum());
  }
}
