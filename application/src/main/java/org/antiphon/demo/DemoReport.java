package org.antiphon.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.antiphon.demo.Plan.Planned;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the demonstration ends with. Every figure about uploads and notices is counted from the
/// simulator's record; a notice counts for its copy only if it names the right recording at the
/// right offset (within 1 s), a takedown only if the upload is really gone because of it.
///
/// @param verdict the simulator's own: PASS or FAIL
/// @param reasons why it failed
public record DemoReport(
    long seed,
    int uploads,
    Copies copies,
    Planted claims,
    Accusations accusations,
    Map<String, Integer> faults,
    Ours ours,
    double audioSeconds,
    String verdict,
    List<String> reasons) {
  public DemoReport {
    faults = Map.copyOf(faults);
    reasons = List.copyOf(reasons);
  }

  /// Copies planted, and what became of them.
  ///
  /// @param vanished taken away by their uploaders before anybody could act (fault F15)
  public record Copies(int planted, int found, int takenDown, int vanished) {}

  /// What else was planted, as the plan says.
  ///
  /// @param noticed impersonations that got a notice under the platform's policy, for the artist
  ///   whom they pass themselves off as, by the simulator's record
  /// @param vanished impersonations that their uploaders took away before that
  public record Planted(
      int machineMade, int impersonations, int innocent, int noticed, int vanished) {
    static Planted of(List<Planned> plan, int noticed, int vanished) {
      return new Planted(
          (int) plan.stream().filter(Planned::machineMade).count(),
          claiming(plan, "impersonation"),
          claiming(plan, "innocent"),
          noticed,
          vanished);
    }

    private static int claiming(List<Planned> plan, String identity) {
      return (int)
          plan.stream()
              .filter(one -> one.claim().identity().filter(identity::equals).isPresent())
              .count();
    }
  }

  /// Notices, and those that should not have been.
  ///
  /// @param wrong uploads accused that hold no copy, or of a recording that they do not hold
  /// @param misplaced notices with an offset more than 1 s off
  public record Accusations(int notices, int wrong, int misplaced, int duplicates, int lost) {}

  /// What only we know.
  ///
  /// @param restarts how often our server was killed and came back
  /// @param ledger answer of `ledger verify --json`
  /// @param examined what our assessments say of what was planted
  /// @param partner what a second installation did with our claims
  public record Ours(
      int restarts,
      double seconds,
      JsonNode ledger,
      Examined examined,
      Partnership.Outcome partner) {}

  static DemoReport of(DemoOptions options, List<Planned> plan, JsonNode simulator, Ours ours) {
    var totals = simulator.path("totals");
    var copies = new int[3];
    int wrong = ours.examined().wrongly();
    int impersonations = 0;
    int gone = 0;
    for (var upload : simulator.path("uploads")) {
      boolean copy = upload.path("truth").path("kind").asString().equals("copy");
      if (accusedWrongly(upload)) wrong++;
      if (upload.path("truth").path("identity").asString("").equals("impersonation")) {
        boolean noticed = noticedFor(upload);
        if (noticed) impersonations++;
        else if (upload.path("vanished").asBoolean()) gone++;
      }
      if (!copy) continue;
      if (upload.path("vanished").asBoolean()) copies[2]++;
      if (wellNoticed(upload)) copies[0]++;
      if (wellNoticed(upload) && upload.path("down").asBoolean()) copies[1]++;
    }
    var accusations =
        new Accusations(
            totals.path("accepted").asInt(),
            wrong,
            totals.path("wrongOffset").asInt(),
            totals.path("duplicates").asInt(),
            totals.path("lost").asInt());
    int planted = (int) plan.stream().filter(upload -> upload.copyOf().isPresent()).count();
    return new DemoReport(
        options.seed(),
        plan.size(),
        new Copies(planted, copies[0], copies[1], copies[2]),
        Planted.of(plan, impersonations, gone),
        accusations,
        faults(simulator),
        ours,
        plan.stream().mapToDouble(upload -> upload.recipe().heardSeconds()).sum(),
        simulator.path("verdict").asString(),
        texts(simulator.path("reasons")));
  }

  private static final Set<String> WRONG = Set.of("wrongTarget", "wrongPerson", "wrongRecording");

  private static boolean wellNoticed(JsonNode upload) {
    for (var notice : upload.path("notices")) if (notice.path("findings").isEmpty()) return true;
    return false;
  }

  private static boolean noticedFor(JsonNode upload) {
    for (var notice : upload.path("notices"))
      if (notice.path("basis").asString().equals("IMPERSONATION")
          && notice.path("findings").isEmpty()) return true;
    return false;
  }

  private static boolean accusedWrongly(JsonNode upload) {
    for (var notice : upload.path("notices"))
      for (var finding : notice.path("findings"))
        if (WRONG.contains(finding.asString())) return true;
    return false;
  }

  private static Map<String, Integer> faults(JsonNode simulator) {
    var faults = new TreeMap<String, Integer>();
    simulator
        .path("faults")
        .properties()
        .forEach(fault -> faults.put(fault.getKey(), fault.getValue().path("injected").asInt()));
    return faults;
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  /// Seconds of sound examined for one second of the whole run.
  public double timesRealTime() {
    return audioSeconds / Math.max(1, ours.seconds());
  }

  /// Whether everything came out as it must: the platforms' verdict, no wrong accusation, no
  /// duplicate, nothing lost, a partner that came to its end, a ledger that verifies.
  public boolean holds() {
    return verdict.equals("PASS")
        && accusations.wrong() == 0
        && accusations.duplicates() == 0
        && accusations.lost() == 0
        && ours.partner().innocentsBlocked() == 0
        && ours.partner().problem().isEmpty()
        && ours.ledger().path("verified").asBoolean();
  }

  /// The contract's object (`architecture.md` of the design, `demo --exit`); stations that do not
  /// exist yet count 0.
  public Map<String, @Nullable Object> json() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("schema", "demo/1");
    json.put("seed", seed);
    json.put("uploads", uploads);
    json.put("copiesPlanted", copies.planted());
    json.put("copiesFound", copies.found());
    json.put("copiesTakenDown", copies.takenDown());
    json.put("copiesVanished", copies.vanished());
    json.put("machineMadePlanted", claims.machineMade());
    json.put("machineMadeFound", ours.examined().machineMade());
    json.put("machineMadeLabelled", ours.examined().labelled());
    json.put("impersonationsPlanted", claims.impersonations());
    json.put("impersonationsFound", claims.noticed());
    json.put("impersonationsVanished", claims.vanished());
    json.put("innocentPlanted", claims.innocent());
    json.put("wronglyAccused", accusations.wrong());
    json.put("wrongOffsets", accusations.misplaced());
    json.put("notices", accusations.notices());
    json.put("duplicateNotices", accusations.duplicates());
    json.put("lostNotices", accusations.lost());
    json.put("reuploadsPlanted", ours.partner().reuploads());
    json.put("reuploadsBlocked", ours.partner().blocked());
    json.put("innocentsScreened", ours.partner().innocents());
    json.put("innocentsBlocked", ours.partner().innocentsBlocked());
    json.put("retractionSeconds", ours.partner().retractionSeconds().orElse(null));
    json.put("receiptSeconds", ours.partner().receiptSeconds().orElse(null));
    json.put("partnerProblem", ours.partner().problem().orElse(null));
    json.put("faults", new TreeMap<>(faults));
    json.put("restarts", ours.restarts());
    json.put("seconds", rounded(ours.seconds()));
    json.put("audioSeconds", rounded(audioSeconds));
    json.put("timesRealTime", rounded(timesRealTime()));
    json.put(
        "ledger",
        Map.of(
            "entries", ours.ledger().path("entries").asLong(),
            "verified", ours.ledger().path("verified").asBoolean()));
    json.put("verdict", verdict);
    json.put("reasons", reasons);
    return json;
  }

  private static double rounded(double value) {
    return Math.rint(value * 1000) / 1000;
  }
}
