package org.postern.boot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of {@code quota explain}: {@code about} says what a row is of; some have more columns in JSON. */
final class ExplanationRows {
    private final List<Map<String, Object>> rows = new ArrayList<>();

    /** The row, to be given more columns; a size or a number of messages is a number or a text. */
    Map<String, Object> add(String about, String what, Object size, Object messages, String note) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("about", about);
        row.put("what", what);
        row.put("size", size);
        row.put("messages", messages);
        row.put("note", note);
        rows.add(row);
        return row;
    }

    List<Map<String, Object>> all() {
        return rows;
    }
}
