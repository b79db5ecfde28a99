package org.antiphon.demo;

import tools.jackson.databind.JsonNode;

/// Follows the server's overview and says each thing once. Only for the lines that a person sees
/// and for knowing when to stop: no figure of the report comes from here.
final class Watch {
  private final Progress progress;
  private final int uploads;
  private int seen;
  private int examined;
  private int waiting;
  private int cases;
  private int accepted;
  private int down;
  private int unsettled;
  private boolean saidSeen;
  private boolean saidExamined;
  private boolean saidAccepted;

  Watch(Progress progress, int uploads) {
    this.progress = progress;
    this.uploads = uploads;
  }

  void see(JsonNode overview) {
    var now = overview.path("progress");
    seen = now.path("uploadsSeen").asInt();
    examined = now.path("uploadsExamined").asInt();
    waiting = now.path("uploadsWaiting").asInt();
    cases = now.path("casesUnsigned").asInt();
    unsettled = now.path("noticesUnsettled").asInt();
    accepted = now.path("noticesAccepted").asInt();
    down = now.path("noticesDown").asInt();
    tell(now);
  }

  private void tell(JsonNode now) {
    if (!saidSeen && seen >= uploads) {
      saidSeen = true;
      progress.say(seen + " uploads seen in the platforms' feeds");
    }
    if (!saidExamined && everythingExamined()) {
      saidExamined = true;
      progress.say(
          examined
              + " examined; "
              + now.path("casesOpened").asInt()
              + " cases; the demo plays the person who listens and signs");
    }
    if (!saidAccepted && saidExamined && cases == 0 && unsettled > 0 && accepted > 0) {
      saidAccepted = true;
      progress.say(accepted + " notices accepted; now we look whether the uploads are really down");
    }
  }

  /// A measure of the way behind us.
  int marks() {
    return examined + accepted + down;
  }

  boolean everythingExamined() {
    return seen >= uploads && waiting == 0;
  }

  boolean isDone() {
    return everythingExamined() && cases == 0 && unsettled == 0;
  }
}
