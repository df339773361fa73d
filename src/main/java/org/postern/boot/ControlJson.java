package org.postern.boot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postern.boot.ControlResponse.Status;

/** Requests and responses as one line of JSON each. Thread-safe. */
final class ControlJson {
    private final ObjectMapper json = new ObjectMapper();

    String write(ControlRequest request) {
        ObjectNode node = json.createObjectNode().put("operation", request.operation());
        request.words().forEach(node.putArray("words")::add);
        request.options().forEach(node.putObject("options")::put);
        return node.toString();
    }

    String write(ControlResponse response) {
        ObjectNode node =
                json.createObjectNode().put("status", response.status().name()).put("message", response.message());
        ArrayNode rows = node.putArray("rows");
        for (Map<String, Object> row : response.rows()) {
            ObjectNode columns = rows.addObject();
            row.forEach((name, value) -> put(columns, name, value));
        }
        return node.toString();
    }

    ControlRequest readRequest(String line) throws IOException {
        JsonNode node = read(line);
        List<String> words = new ArrayList<>();
        node.path("words").forEach(word -> words.add(word.asText()));
        Map<String, String> options = new LinkedHashMap<>();
        node.path("options")
                .properties()
                .forEach(
                        option -> options.put(option.getKey(), option.getValue().asText()));
        return new ControlRequest(node.path("operation").asText(), words, options);
    }

    ControlResponse readResponse(String line) throws IOException {
        JsonNode node = read(line);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (JsonNode columns : node.path("rows")) {
            Map<String, Object> row = new LinkedHashMap<>();
            columns.properties().forEach(column -> row.put(column.getKey(), value(column.getValue())));
            rows.add(row);
        }
        try {
            return new ControlResponse(
                    Status.valueOf(node.path("status").asText()),
                    node.path("message").asText(),
                    rows);
        } catch (IllegalArgumentException e) {
            throw new IOException("the server answered what this command does not understand", e);
        }
    }

    private JsonNode read(String line) throws IOException {
        try {
            return json.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IOException("not a line of JSON", e); // its message would repeat the line, passwords and all
        }
    }

    private static void put(ObjectNode node, String name, Object value) {
        if (value instanceof Long number) {
            node.put(name, number);
        } else {
            node.put(name, value.toString());
        }
    }

    private static Object value(JsonNode node) {
        return node.isNumber() ? (Object) node.asLong() : node.asText();
    }
}
