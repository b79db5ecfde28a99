package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.antiphon.accounts.Role;
import org.antiphon.accounts.Scope;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.evidence.Evidence;
import org.antiphon.server.Caller;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The evidence bundle of a case. Each answer is an export, and the ledger records it; the full
/// copy, with other people's personal data, is for the role LEGAL alone.
@RestController
public final class EvidenceApi {
  private final Evidence evidence;
  private final Path folder;

  /// Exports by `evidence`.
  ///
  /// @param folder where a bundle lies until it has been sent
  public EvidenceApi(Evidence evidence, Path folder) {
    this.evidence = evidence;
    this.folder = folder;
  }

  @GetMapping("/api/v1/cases/{id}/evidence")
  ResponseEntity<Resource> bundle(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(defaultValue = "RECIPIENT") Evidence.Copy copy)
      throws IOException {
    var caller = Caller.of(request).with(Scope.READ);
    if (copy == Evidence.Copy.FULL) caller.personWith(Role.LEGAL);
    var about = CaseId.parse(id);
    Files.createDirectories(folder);
    var file = Files.createTempFile(folder, "bundle", ".zip");
    Evidence.Exported done;
    try {
      done = evidence.export(about, copy, caller.actor(), file);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    return ResponseEntity.ok()
        .contentType(new MediaType("application", "zip"))
        .contentLength(done.bytes())
        .header("Content-Disposition", "attachment; filename=\"" + about + ".antiphon.zip\"")
        .body(
            new InputStreamResource(
                Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE)));
  }
}
