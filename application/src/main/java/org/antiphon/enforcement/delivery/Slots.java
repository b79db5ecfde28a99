package org.antiphon.enforcement.delivery;

/// Requests in flight at one platform from this process: additive increase, multiplicative decrease
/// (one more for 20 good answers, half when the platform asks for less). Safe for many threads.
final class Slots {
  private static final int GOOD_FOR_ONE_MORE = 20;
  private final int most;
  private int cap;
  private int inUse;
  private int good;

  Slots(int most) {
    this.most = most;
    this.cap = most;
  }

  synchronized boolean take() {
    if (inUse >= cap) return false;
    inUse++;
    return true;
  }

  synchronized void giveBack() {
    inUse--;
  }

  synchronized void good() {
    if (++good < GOOD_FOR_ONE_MORE) return;
    good = 0;
    cap = Math.min(most, cap + 1);
  }

  synchronized void overloaded() {
    good = 0;
    cap = Math.max(1, cap / 2);
  }

  synchronized int inUse() {
    return inUse;
  }

  synchronized int cap() {
    return cap;
  }
}
