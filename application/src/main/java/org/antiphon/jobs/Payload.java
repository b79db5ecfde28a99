package org.antiphon.jobs;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A stored payload: `{"v":1,"p":{…}}`.
record Payload(int version, String json) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  static Payload of(JobType<?> type, Object payload) {
    if (!type.payload().isInstance(payload))
      throw new IllegalArgumentException(type.name() + " does not take a " + payload.getClass());
    return new Payload(type.version(), MAPPER.writeValueAsString(payload));
  }

  <T> T as(Class<T> type) {
    return MAPPER.readValue(json, type);
  }

  byte[] bytes() {
    return ("{\"v\":" + version + ",\"p\":" + json + "}").getBytes(StandardCharsets.UTF_8);
  }

  static Payload parse(byte[] bytes) {
    var node = (ObjectNode) MAPPER.readTree(bytes);
    return new Payload(node.required("v").asInt(), node.required("p").toString());
  }

  /// Between db-scheduler's column and us.
  static final class Form implements Serializer {
    @Override
    public byte[] serialize(Object payload) {
      return ((Payload) payload).bytes();
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] bytes) {
      return type.cast(parse(bytes));
    }
  }
}
