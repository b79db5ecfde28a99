package org.antiphon;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.antiphon.enforcement.attestation.Attestation;
import org.antiphon.enforcement.attestation.Desk;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.evidence.Exhibits;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.Jobs;

/// Clips and pictures of the public page, made when a notice was signed, not when the first person
/// waits for them.
final class Exhibiting {
  private Exhibiting() {}

  /// Before the jobs start.
  static Exhibits register(Jobs jobs, Desk desk, Exhibits exhibits) {
    jobs.register(
        Attestation.SIGNED,
        (signed, _) -> {
          var about = desk.notices().get(new NoticeId(signed.notice())).about();
          try {
            exhibits.names(desk.cases().get(about));
          } catch (IOException e) {
            throw new UncheckedIOException("the exhibits of " + about + " cannot be made", e);
          }
          return JobOutcome.done();
        });
    return exhibits;
  }
}
