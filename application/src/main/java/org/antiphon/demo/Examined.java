package org.antiphon.demo;

import java.util.HashMap;
import java.util.List;
import org.antiphon.demo.Plan.Planned;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What our newest assessment says of each planted upload: no platform can tell that, so it is
/// asked of the API, and held against the plan.
///
/// @param machineMade planted as machine-made, and judged so
/// @param wrongly human bystanders judged machine-made, and uploads judged to impersonate that do
///   not
record Examined(int machineMade, int wrongly) {
  static Examined ask(DemoClient client, List<Planned> plan) {
    var ids = new HashMap<String, String>();
    for (var upload : client.get("/api/v1/uploads?limit=200").path("items"))
      ids.put(upload.path("uploadId").asString(), upload.path("id").asString());
    int machineMade = 0;
    int wrongly = 0;
    for (var planned : plan) {
      var id = ids.get(planned.id());
      if (id == null) continue;
      var found = newest(client, id);
      boolean machine = found.path("detect").path("verdict").asString("").equals("MACHINE_MADE");
      boolean claims =
          found.path("impersonation").path("conclusion").asString("").equals("IMPERSONATION");
      boolean impersonates = planned.claim().impersonates().isPresent();
      if (machine && planned.machineMade()) machineMade++;
      if ((machine && !planned.machineMade() && planned.copyOf().isEmpty())
          || (claims && !impersonates)) wrongly++;
    }
    return new Examined(machineMade, wrongly);
  }

  private static JsonNode newest(DemoClient client, String upload) {
    for (var assessment : client.get("/api/v1/uploads/" + upload + "/assessments").path("items"))
      return assessment.path("document");
    return JsonMapper.builder().build().nullNode();
  }
}
