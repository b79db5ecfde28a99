package org.antiphon.connector;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Speaks to one platform. Never throws for what a network or a platform does: each answer is a
/// value. Stateless and shared by many threads; no retries and no limits inside (the caller owns
/// both), so each call sends at most one request that changes something.
public interface Connector {
  /// What this platform offers: keys, look-up, withdrawal, batch size, times.
  Capabilities capabilities();

  /// Sends one notice, once.
  Submission submit(NoticeDocument notice, Key key);

  /// Sends several, in one request where the platform takes batches; answers in the same order, one
  /// for each.
  List<Submission> submitAll(List<Keyed> notices);

  /// Asks the platform whether it holds a notice with our key.
  Found find(Key key);

  /// Asks for the state of a notice by the platform's own reference.
  Found state(Reference reference);

  /// What changed since an instant, oldest first: heals webhooks that were lost.
  ///
  /// @param from where to go on, from the page before
  Changes changedSince(Instant since, Optional<Cursor> from);

  /// Looks with our own eyes whether the upload is still there; believes no status.
  Sighting look(LookRequest request);

  /// Takes a notice back.
  Withdrawal withdraw(Reference reference, RetractionDocument why);
}
