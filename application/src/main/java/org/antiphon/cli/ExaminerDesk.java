package org.antiphon.cli;

import java.util.Optional;
import org.antiphon.examination.Examiner;
import org.antiphon.examination.FolderCatalogue;
import org.antiphon.fingerprint.LandmarkIndex;

/// Recognition, open.
///
/// @param folder present where a folder of music is the catalogue: it must follow its files first
public record ExaminerDesk(
    Examiner examiner, LandmarkIndex index, Optional<FolderCatalogue> folder, Runnable closing)
    implements AutoCloseable {
  @Override
  public void close() {
    closing.run();
  }
}
