package org.antiphon.demo;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antiphon.demo.Plan.Planned;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What our newest assessment says of each planted upload: no platform can tell that, so it is
/// asked of the API, and held against the plan.
///
/// @param machineMade planted as machine-made, and judged so
/// @param wrongly human bystanders judged machine-made, and uploads judged to impersonate that do
///   not, human sound with a case about a label, and pictures taken for a cover that they are not
/// @param labelled planted as machine-made, and given our label after a person's look
record Examined(int machineMade, int wrongly, int labelled) {
  static Examined ask(DemoClient client, List<Planned> plan) {
    var ids = new HashMap<String, String>();
    for (var upload : client.get("/api/v1/uploads?limit=200").path("items"))
      ids.put(upload.path("uploadId").asString(), upload.path("id").asString());
    var labels = labels(client);
    int machineMade = 0;
    int wrongly = 0;
    int labelled = 0;
    for (var planned : plan) {
      var id = ids.get(planned.id());
      if (id == null) continue;
      var found = newest(client, id);
      boolean machine = found.path("detect").path("verdict").asString("").equals("MACHINE_MADE");
      boolean claims =
          found.path("impersonation").path("conclusion").asString("").equals("IMPERSONATION");
      boolean impersonates = planned.claim().impersonates().isPresent();
      if (machine && planned.machineMade()) machineMade++;
      if (labels.contains(planned.id()) && planned.machineMade()) labelled++;
      if (labels.contains(planned.id()) && !planned.machineMade()) wrongly++;
      boolean borrowed = planned.claim().sleeve() == Claim.Sleeve.BORROWED;
      if (found.path("artwork").path("alike").isObject() && !borrowed) wrongly++;
      if ((machine && !planned.machineMade() && planned.copyOf().isEmpty())
          || (claims && !impersonates)) wrongly++;
    }
    return new Examined(machineMade, wrongly, labelled);
  }

  /// The platforms' ids of what a person has labelled.
  private static Set<String> labels(DemoClient client) {
    var labels = new HashSet<String>();
    for (var each : client.get("/api/v1/cases?state=CLOSED&limit=500").path("items"))
      if (each.path("basis").asString().equals("AI_LABEL")
          && each.path("endedBecause").asString("").equals("LABELLED"))
        labels.add(each.path("uploadId").asString());
    return labels;
  }

  private static JsonNode newest(DemoClient client, String upload) {
    for (var assessment : client.get("/api/v1/uploads/" + upload + "/assessments").path("items"))
      return assessment.path("document");
    return JsonMapper.builder().build().nullNode();
  }
}
