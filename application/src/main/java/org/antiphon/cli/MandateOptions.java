package org.antiphon.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.antiphon.catalogue.Draft;
import org.antiphon.catalogue.Mandate;
import org.antiphon.catalogue.Territories;
import org.antiphon.examination.ReferenceFiles;
import org.antiphon.problem.InvalidInput;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// A mandate given on the command line for everything that is added.
final class MandateOptions {
  @Option(
      names = "--mandate",
      paramLabel = "FILE",
      description = "The signed document that lets you act; kept as evidence.")
  private @Nullable Path document;

  @Option(names = "--owner", paramLabel = "NAME", description = "Whose right it is.")
  private @Nullable String owner;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "owner, exclusive_licensee or agent (default: owner).")
  private Mandate.Role role = Mandate.Role.OWNER;

  @Option(
      names = "--territory",
      paramLabel = "CODES",
      split = ",",
      description = "Where, such as DE,FR (default: *, the world).")
  private List<String> territories = new ArrayList<>();

  @Option(names = "--from", paramLabel = "DATE", description = "First day of the mandate.")
  private @Nullable LocalDate from;

  @Option(names = "--until", paramLabel = "DATE", description = "Its last day.")
  private @Nullable LocalDate until;

  @Option(
      names = "--attester",
      paramLabel = "WHO",
      description = "Name or e-mail of a person who may sign on it.")
  private List<String> attesters = new ArrayList<>();

  /// The draft under the mandate that was given, where one was and the draft has none of its own.
  Draft cover(Draft draft) {
    if (document == null || draft.mandate().isPresent()) return draft;
    return draft.under(Optional.of(mandate(document)), Optional.of(document));
  }

  void check() {
    if (document == null) return;
    if (!Files.isRegularFile(document))
      throw new InvalidInput(
          "NO_SUCH_FILE", document.toString(), "there is no such file", "check its name");
    if (owner == null || owner.isBlank())
      throw new InvalidInput(
          "OPTION", "--owner", "a mandate needs an owner", "add --owner \"NAME\"");
    mandate(document);
  }

  private Mandate mandate(Path paper) {
    Set<String> where =
        territories.isEmpty()
            ? Set.of(Territories.WORLD)
            : territories.stream().map(Territories::parse).collect(Collectors.toSet());
    var terms =
        new Mandate.Terms(
            Mandate.Kind.RECORDING,
            role,
            owner == null ? "" : owner,
            where,
            Optional.ofNullable(from),
            Optional.ofNullable(until));
    return Mandate.of(terms, Optional.of(ReferenceFiles.sha256(paper)), Set.copyOf(attesters));
  }
}
