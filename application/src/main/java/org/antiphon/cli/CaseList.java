package org.antiphon.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.antiphon.enforcement.cases.Case;
import org.antiphon.enforcement.cases.CaseFilter;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.CaseState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `case list`.
@Command(
    name = "list",
    description = "Lists cases, newest first.",
    footer = {"", "Example: ./antiphon case list --state READY"})
final class CaseList implements Callable<Integer> {
  private static final int PAGE = 500;
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Option(names = "--state", paramLabel = "STATE", description = "Only these; may be repeated.")
  private List<CaseState> states = new ArrayList<>();

  @Option(names = "--platform", paramLabel = "ID", description = "Only of this platform.")
  private @Nullable String platform;

  @Option(names = "--recording", paramLabel = "ID", description = "Only about this recording.")
  private @Nullable String recording;

  CaseList(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() {
    var console = kit.console(options);
    var filter =
        new CaseFilter(
            Set.copyOf(states), Optional.ofNullable(platform), Optional.ofNullable(recording));
    try (var doors = CaseDoors.open(kit, options)) {
      Optional<CaseId> after = Optional.empty();
      List<Case> page;
      do {
        page = doors.cases().page(filter, after, PAGE);
        page.forEach(one -> print(console, doors, one));
        if (!page.isEmpty()) after = Optional.of(page.getLast().id());
      } while (page.size() == PAGE && !console.closed());
      if (after.isEmpty()) console.note("no case");
    }
    return ExitCode.DONE;
  }

  private static void print(Console console, CaseDoors doors, Case one) {
    if (console.json()) {
      console.json(doors.json(one));
      return;
    }
    String recordings =
        one.recordings().stream().map(Object::toString).collect(Collectors.joining(", "));
    console.say(
        "%s  %-10s %-18s %s/%s  %s"
            .formatted(
                one.id(),
                one.state(),
                one.ground().basis(),
                one.target().platform(),
                one.target().externalId(),
                recordings));
  }
}
