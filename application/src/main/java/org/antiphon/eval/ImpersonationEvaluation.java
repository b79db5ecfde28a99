package org.antiphon.eval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.antiphon.catalogue.RosterFile;
import org.antiphon.impersonation.Evidence;
import org.antiphon.impersonation.Identity;
import org.antiphon.impersonation.Impersonation;
import org.antiphon.impersonation.ShownCredits;
import org.antiphon.problem.InvalidInput;

/// Holds labelled credits against a roster and counts what the examiner of names concludes.
public final class ImpersonationEvaluation {
  private ImpersonationEvaluation() {}

  /// Runs it.
  ///
  /// @param roster the file of `roster add`
  /// @param credits tab-separated, with what should come out in the column `expected`
  /// @throws InvalidInput with every faulty row of either file
  public static ImpersonationReport run(Path roster, Path credits) throws IOException {
    var examiner = new Impersonation(RosterFile.require(roster));
    var table = ImpersonationReport.empty();
    var wrong = new ArrayList<ImpersonationReport.Wrong>();
    for (var row : CreditsRow.read(credits)) {
      var found = examiner.judge(row.credits(), row.evidence());
      table.getOrDefault(row.expected(), Map.of()).merge(found.conclusion(), 1, Integer::sum);
      if (found.conclusion() != row.expected())
        wrong.add(
            new ImpersonationReport.Wrong(
                row.id(), row.expected(), found.conclusion(), found.findings()));
    }
    return ImpersonationReport.of(table, wrong);
  }

  /// Shows disguises of the roster's names on profiles that are not theirs, with nothing else to go
  /// by, and counts what is concluded.
  ///
  /// @param variants of each kind of disguise; the names take turns
  /// @throws InvalidInput with every faulty row
  public static AttackReport attack(Path roster, int variants, long seed) {
    var artists = RosterFile.require(roster);
    var examiner = new Impersonation(artists);
    var attack = new NameAttack(seed);
    var kinds = new LinkedHashMap<String, UnaryOperator<String>>();
    kinds.put("letters", attack::homoglyph);
    kinds.put("invisible", attack::invisible);
    kinds.put("marks", attack::marked);
    var rows = new ArrayList<AttackReport.Row>();
    var missed = new ArrayList<AttackReport.Missed>();
    kinds.forEach((kind, disguise) -> {
      var got = new ArrayList<Identity.Conclusion>();
      // a name without letters that have twins is passed over; a roster of such names ends too
      for (int i = 0; got.size() < variants && i < 10 * variants; i++) {
        String name = artists.get(i % artists.size()).name();
        String shown = disguise.apply(name);
        if (shown.equals(name)) continue;
        var concluded = examiner.judge(elsewhere(shown), Evidence.NONE).conclusion();
        got.add(concluded);
        if (concluded == Identity.Conclusion.NONE)
          missed.add(new AttackReport.Missed(kind, name, shown, codePoints(shown)));
      }
      rows.add(AttackReport.Row.of(kind, got));
    });
    return new AttackReport(seed, rows, missed);
  }

  private static ShownCredits elsewhere(String name) {
    return new ShownCredits(
        Optional.of("elsewhere"),
        List.of(new ShownCredits.Artist(ShownCredits.Role.MAIN, name, Optional.of("not-theirs"))),
        "Night Drive",
        "",
        "",
        ShownCredits.Delivery.UNSAID);
  }

  private static String codePoints(String text) {
    return text.codePoints()
        .mapToObj(c -> String.format("%04X", c))
        .collect(Collectors.joining(" "));
  }
}
