package dev.sluice.schema

/**
 * What is wrong with which answer: the table of the shape check, as text, so that every face that makes an `OutputType` of its
 * own kind of class runs the same cases.
 *
 * A face brings its own class for each of [types], of the same shape; the plain JSON Schema beside the name says what that is, and
 * proves the shapes equal.
 */
public object ShapeCheckCases {
    /** An answer for the type named [type], and what the check says of it: a line each, path and message, without the input. */
    public class Case(public val type: String, public val json: String, public val violations: List<String>)

    /** The types by name, with their schemas. */
    @JvmField
    public val types: Map<String, String> = mapOf(
        "Person" to
            """{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"},"size":{"type":"number"},""" +
            """"member":{"type":"boolean"},"nickname":{"anyOf":[{"type":"string"},{"type":"null"}]},""" +
            """"color":{"type":"string","enum":["RED","GREEN","DARK_BLUE"]}},"required":["name","age","size","member",""" +
            """"nickname","color"]}""",
        "Team" to
            """{"type":"object","properties":{"members":{"type":"array","items":{"type":"object",""" +
            """"properties":{"name":{"type":"string"},"points":{"type":"integer"}},"required":["name","points"]}},""" +
            """"scores":{"type":"object","additionalProperties":{"type":"integer"}}},"required":["members","scores"]}""",
        "Shape" to
            """{"anyOf":[{"type":"object","properties":{"type":{"type":"string","const":"circle"},"radius":{"type":"number"}},""" +
            """"required":["type","radius"]},{"type":"object","properties":{"type":{"type":"string","const":"square"},""" +
            """"side":{"type":"number"}},"required":["type","side"]}]}""",
        "Node" to
            """{"type":"object","properties":{"label":{"type":"string"},""" +
            """"children":{"type":"array","items":{"${'$'}ref":"#/${'$'}defs/Node"}}},""" +
            """"required":["label","children"],"${'$'}defs":{"Node":{"type":"object","properties":{"label":{"type":"string"},""" +
            """"children":{"type":"array","items":{"${'$'}ref":"#/${'$'}defs/Node"}}},"required":["label","children"]}}}""",
        "Rated" to
            """{"type":"object","properties":{"stars":{"type":"integer","minimum":1,"maximum":5},""" +
            """"title":{"type":"string","minLength":3,"maxLength":6},"code":{"type":"string","pattern":"^[a-z]+$"},""" +
            """"tags":{"type":"array","items":{"type":"string"},"minItems":1,"maxItems":3}},"required":["stars","title","code","tags"]}""",
    )

    @JvmField
    public val cases: List<Case> = buildList {
        person()
        team()
        shape()
        node()
        rated()
    }

    private const val GOOD = """"name":"Ada","age":36,"size":1.7,"member":true,"nickname":"A","color":"RED""""

    private fun MutableList<Case>.person() {
        case("Person", "{$GOOD}")
        case("Person", """{"name":"","age":-0,"size":2,"member":false,"nickname":null,"color":"DARK_BLUE"}""")
        case("Person", """{"name":"Ada","age":36.0,"size":17e-1,"member":true,"color":"RED"}""")
        case("Person", """{"name":"Ada","age":2e3,"size":0,"member":true,"unknown":[{}],"color":"RED"}""")
        case(
            "Person",
            "{}",
            "$.name: is missing; must be a string",
            "$.age: is missing; must be a whole number",
            "$.size: is missing; must be a number",
            "$.member: is missing; must be true or false",
            """$.color: is missing; must be one of "RED", "GREEN", "DARK_BLUE"""",
        )
        case(
            "Person",
            """{"name":7,"age":"36","size":"1.7","member":"true","nickname":7,"color":1}""",
            "$.name: must be a string, not a number",
            "$.age: must be a whole number, not a string",
            "$.size: must be a number, not a string",
            "$.member: must be true or false, not a string",
            "$.nickname: must be a string, not a number",
            """$.color: must be one of "RED", "GREEN", "DARK_BLUE", not a number""",
        )
        case(
            "Person",
            """{"name":null,"age":null,"size":null,"member":null,"color":null}""",
            "$.name: must be a string, not null",
            "$.age: must be a whole number, not null",
            "$.size: must be a number, not null",
            "$.member: must be true or false, not null",
            """$.color: must be one of "RED", "GREEN", "DARK_BLUE", not null""",
        )
        age("36.5", "must be a whole number")
        age("2147483648", "must be between -2147483648 and 2147483647")
        age("-2147483649", "must be between -2147483648 and 2147483647")
        age("123456789012345678901234567890", "must be between -2147483648 and 2147483647")
        age("1e400", "must be between -2147483648 and 2147483647")
        age("1e999999999", "is out of range")
        age("1e-999999999", "is out of range")
        age("1e99999999999", "is out of range")
        case("Person", """{"name":"Ada","age":36,"size":1e400,"member":true,"color":"RED"}""", "$.size: is out of range")
        color("red", """must be one of "RED", "GREEN", "DARK_BLUE"; did you mean "RED"?""")
        color("dark blue", """must be one of "RED", "GREEN", "DARK_BLUE"; did you mean "DARK_BLUE"?""")
        color("GREN", """must be one of "RED", "GREEN", "DARK_BLUE"; did you mean "GREEN"?""")
        color("mauve", """must be one of "RED", "GREEN", "DARK_BLUE"""")
        case("Person", "[]", "$: must be an object, not an array")
        case("Person", "null", "$: must be an object, not null")
        case("Person", """"{}"""", "$: must be an object, not a string")
    }

    private fun MutableList<Case>.age(literal: String, message: String) =
        case("Person", """{"name":"Ada","age":$literal,"size":1,"member":true,"color":"RED"}""", "$.age: $message")

    private fun MutableList<Case>.color(name: String, message: String) =
        case("Person", """{"name":"Ada","age":1,"size":1,"member":true,"color":"$name"}""", "$.color: $message")

    private fun MutableList<Case>.team() {
        case("Team", """{"members":[],"scores":{}}""")
        case("Team", """{"members":[{"name":"a","points":1},{"name":"b","points":2}],"scores":{"a b":1}}""")
        case(
            "Team",
            """{"members":[{"name":"a","points":1},{"name":"b"},7,null],"scores":{"a b":1.5,"c":null}}""",
            "$.members[1].points: is missing; must be a whole number",
            "$.members[2]: must be an object, not a number",
            "$.members[3]: must be an object, not null",
            "$.scores['a b']: must be a whole number",
            "$.scores.c: must be a whole number, not null",
        )
        case(
            "Team",
            """{"members":{},"scores":[]}""",
            "$.members: must be an array, not an object",
            "$.scores: must be an object, not an array",
        )
    }

    private fun MutableList<Case>.shape() {
        case("Shape", """{"type":"circle","radius":1}""")
        case("Shape", """{"side":1,"type":"square"}""")
        case("Shape", """{"radius":1}""", """$.type: is missing; must be one of "circle", "square"""")
        case("Shape", """{"type":null,"radius":1}""", """$.type: is missing; must be one of "circle", "square"""")
        case("Shape", """{"type":7,"radius":1}""", """$.type: must be one of "circle", "square"""")
        case("Shape", """{"type":"Circle","radius":1}""", """$.type: must be one of "circle", "square"; did you mean "circle"?""")
        case("Shape", """{"type":"square","radius":1}""", "$.side: is missing; must be a number")
    }

    private fun MutableList<Case>.node() {
        case("Node", """{"label":"a","children":[{"label":"b","children":[{"label":"c","children":[]}]}]}""")
        case(
            "Node",
            """{"label":"a","children":[{"label":"b","children":[{"label":7,"children":null}]}]}""",
            "$.children[0].children[0].label: must be a string, not a number",
            "$.children[0].children[0].children: must be an array, not null",
        )
    }

    private fun MutableList<Case>.rated() {
        case("Rated", """{"stars":5,"title":"äöü😀😀😀","code":"abc","tags":["x"]}""")
        case(
            "Rated",
            """{"stars":6,"title":"ab","code":"a1","tags":[]}""",
            "$.stars: must be at most 5",
            "$.title: must have at least 3 characters, has 2",
            "$.code: must match ^[a-z]+$",
            "$.tags: must have at least 1 item, has 0",
        )
        case(
            "Rated",
            """{"stars":0,"title":"abcdefg","code":"abc","tags":["a","b","c","d"]}""",
            "$.stars: must be at least 1",
            "$.title: must have at most 6 characters, has 7",
            "$.tags: must have at most 3 items, has 4",
        )
        // What does not fit comes first, what breaks a constraint after it.
        case(
            "Rated",
            """{"stars":6,"title":"abc","code":7,"tags":["a"]}""",
            "$.code: must be a string, not a number",
            "$.stars: must be at most 5",
        )
    }

    private fun MutableList<Case>.case(type: String, json: String, vararg violations: String) {
        add(Case(type, json, violations.toList()))
    }
}
