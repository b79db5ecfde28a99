package org.antiphon.demo;

/// When our own server is killed: spread over the way from the first examination to the last
/// notice, so that every station is hit in its turn.
final class Kills {
  private final int wanted;
  private final double every;
  private int done;

  Kills(int wanted, int uploads) {
    this.wanted = wanted;
    // an upload is examined, and about every second one is noticed and seen down: three marks each
    this.every = uploads * 2.0 / (wanted + 1);
  }

  boolean isDue(Watch watch) {
    return done < wanted && watch.marks() >= (done + 1) * every;
  }

  void happened() {
    done++;
  }

  int done() {
    return done;
  }
}
