package org.postern.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postern.auth.Limit;
import org.postern.boot.ControlResponse;
import org.postern.boot.ControlResponse.Status;
import picocli.CommandLine.Option;

/** How results are printed. */
final class Output {
    private static final Set<String> OCTETS = Set.of("used", "limit", "size");

    @Option(names = "--json", description = "Prints rows as JSON.")
    private boolean json;

    /** Prints a response and says how the process ends. */
    int print(ControlResponse response, Terminal terminal) {
        boolean done = response.status() == Status.DONE || response.status() == Status.FAULTS;
        if (json) {
            terminal.out().println(array(response.rows()));
        } else {
            table(response.rows(), terminal.out());
        }
        if (!response.message().isEmpty()) {
            (done && !json ? terminal.out() : terminal.err()).println(response.message());
        }
        return response.status().exitCode();
    }

    private static ArrayNode array(List<Map<String, Object>> rows) {
        ArrayNode array = new ObjectMapper().createArrayNode();
        for (Map<String, Object> row : rows) {
            ObjectNode object = array.addObject();
            row.forEach((name, value) -> {
                if (value instanceof Long number) {
                    object.put(name, number);
                } else {
                    object.put(name, value.toString());
                }
            });
        }
        return array;
    }

    private static void table(List<Map<String, Object>> rows, PrintStream out) {
        if (rows.isEmpty()) {
            return;
        }
        List<String> names = List.copyOf(rows.get(0).keySet());
        int[] widths = names.stream()
                .mapToInt(name ->
                        rows.stream().mapToInt(row -> text(name, row).length()).reduce(name.length(), Math::max))
                .toArray();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            append(lines, names.get(i), i, widths);
        }
        for (Map<String, Object> row : rows) {
            for (int i = 0; i < names.size(); i++) {
                append(lines, text(names.get(i), row), i, widths);
            }
        }
        out.print(lines);
    }

    private static void append(StringBuilder lines, String text, int column, int[] widths) {
        boolean last = column == widths.length - 1;
        lines.append(text).append(last ? "\n" : " ".repeat(widths[column] - text.length() + 2));
    }

    /** Names of mailboxes come from clients: nothing in them may move the cursor. */
    private static String text(String name, Map<String, Object> row) {
        Object value = row.getOrDefault(name, "");
        if (value instanceof Long octets && OCTETS.contains(name)) {
            return size(octets);
        }
        return value.toString().replaceAll("\\p{Cntrl}", "?");
    }

    private static String size(long octets) {
        return octets < 0 ? "-" + new Limit(-octets).rounded() : new Limit(octets).rounded();
    }
}
