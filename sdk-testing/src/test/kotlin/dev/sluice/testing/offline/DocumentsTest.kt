package dev.sluice.testing.offline

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonPrimitive

/** Documents of everyday work, each with the facts that a reader would take out of it. */
class DocumentsTest :
    FunSpec({
        test("an invoice") {
            val line = objectOf("LineItem", "description" to text, "quantity" to whole, "unitPrice" to number, "total" to number)
            val party = objectOf("Party", "name" to text, "address" to orNull(text))
            val schema = objectOf(
                "Invoice",
                "invoiceNumber" to text,
                "vendor" to text,
                "customer" to party,
                "issueDate" to DATE,
                "dueDate" to DATE,
                "currency" to text,
                "lineItems" to many(line),
                "subtotal" to number,
                "tax" to number,
                "total" to number,
                "contactEmail" to orNull(text),
                "poNumber" to orNull(whole),
            )
            answerTo(INVOICE, schema) shouldBe json(
                """{"invoiceNumber":"INV-2041","vendor":"Northwind Tools GmbH",
            "customer":{"name":"Harbor Coffee Ltd","address":"12 Quay Street, Dublin"},
            "issueDate":"2025-03-12","dueDate":"2025-04-11","currency":"USD","lineItems":[
            {"description":"Cordless drill","quantity":3,"unitPrice":89.5,"total":268.5},
            {"description":"Drill bit set","quantity":10,"unitPrice":12,"total":120},
            {"description":"Delivery","quantity":1,"unitPrice":15,"total":15}],
            "subtotal":403.5,"tax":80.7,"total":484.2,"contactEmail":"billing@northwind.example","poNumber":null}""",
            )
        }

        test("a table, row by row") {
            val row = objectOf("Row", "city" to text, "population" to whole, "mayor" to orNull(text))
            val table = "| City | Population | Mayor |\n|---|---|---|\n| Vienna | 2,005,760 | Ludwig |\n| Graz | 302,749 | |"
            answerTo(table, objectOf("Cities", "cities" to many(row)))["cities"] shouldBe
                json("""[{"city":"Vienna","population":2005760,"mayor":"Ludwig"},{"city":"Graz","population":302749,"mayor":null}]""")
        }

        test("people in running text") {
            val schema = objectOf("Users", "items" to many(objectOf("User", "name" to text, "age" to whole)))
            answerTo("John is 30. Mary turned 25 yesterday, and Bob is 41 years old.", schema)["items"] shouldBe
                json("""[{"name":"John","age":30},{"name":"Mary","age":25},{"name":"Bob","age":41}]""")
        }

        test("one person in one line") {
            val user = objectOf("User", "name" to text, "age" to whole, "email" to orNull(text), "phone" to orNull(text))
            answerTo("Extract the user: Jason Miller, 25, jason@example.org, lives in Berlin", user) shouldBe
                json("""{"name":"Jason Miller","age":25,"email":"jason@example.org","phone":null}""")
        }

        test("minutes of a meeting") {
            val task = objectOf("ActionItem", "task" to text, "owner" to orNull(text), "dueDate" to orNull(DATE))
            val schema = objectOf("Minutes", "meetingTitle" to text, "attendees" to many(text), "actionItems" to many(task))
            val minutes = "# Weekly sync\nAttendees: Anna Berg, Tom Fisher\n\nAction items:\n" +
                "- Anna: send the report by 2025-05-09\n- Tom: fix the login bug\n\nNotes: the launch moved."
            answerTo(minutes, schema) shouldBe json(
                """{"meetingTitle":"Weekly sync","attendees":["Anna Berg","Tom Fisher"],"actionItems":[
            {"task":"send the report by 2025-05-09","owner":"Anna","dueDate":"2025-05-09"},
            {"task":"fix the login bug","owner":"Tom","dueDate":null}]}""",
            )
        }

        test("a recipe with its measures") {
            val ingredient = objectOf("Ingredient", "name" to text, "amount" to text)
            val schema =
                objectOf("Recipe", "name" to text, "servings" to whole, "ingredients" to many(ingredient), "steps" to many(text))
            val recipe = "# Pancakes\nServes 4\n\nIngredients:\n- 200 g flour\n- 3 eggs\n- 300 ml milk\n\n" +
                "Steps:\n1. Mix everything.\n2. Fry in butter."
            answerTo(recipe, schema) shouldBe json(
                """{"name":"Pancakes","servings":4,
            "ingredients":[{"name":"flour","amount":"200 g"},{"name":"eggs","amount":"3"},{"name":"milk","amount":"300 ml"}],
            "steps":["Mix everything.","Fry in butter."]}""",
            )
        }

        test("a letter, without its greetings") {
            val letter = "From: Laura Stone <laura@stone.example>\nSubject: Where is my parcel?\n\nHello,\n\nI ordered two lamps " +
                "on 3 April (order #88213) and they have not arrived. Could you please check? I am quite disappointed.\n\nBest regards,\nLaura Stone"
            val mood = oneOf("positive", "neutral", "negative")
            val schema =
                objectOf("Mail", "sender" to text, "subject" to text, "sentiment" to mood, "orderNumber" to text, "replyNeeded" to truth)
            answerTo(letter, schema) shouldBe json(
                """{"sender":"Laura Stone","subject":"Where is my parcel?","sentiment":"negative","orderNumber":"88213",
            "replyNeeded":true}""",
            )
        }

        test("a curriculum vitae") {
            val position = objectOf("Position", "company" to text, "title" to text, "startDate" to text, "endDate" to orNull(text))
            val schema = objectOf("Resume", "name" to text, "years" to whole, "skills" to many(text), "experience" to many(position))
            val resume = "Peter Novak\npeter@novak.example\n\nEngineer with 9 years of experience.\n\nSkills: Kotlin, Kafka\n\n" +
                "Experience:\n- Senior Engineer, Zenith Labs, 2019 - 2024\n- Developer, Acme Corp, 2015 - 2019"
            answerTo(resume, schema) shouldBe json(
                """{"name":"Peter Novak","years":9,"skills":["Kotlin","Kafka"],"experience":[
            {"company":"Zenith Labs","title":"Senior Engineer","startDate":"2019","endDate":"2024"},
            {"company":"Acme Corp","title":"Developer","startDate":"2015","endDate":"2019"}]}""",
            )
        }

        test("books with their authors and years") {
            val book = objectOf("Book", "title" to text, "author" to text, "year" to orNull(whole))
            val list = "My books:\n1. Emma by Jane Austen (1815)\n2. Ulysses by James Joyce"
            val answer = answerTo(list, objectOf("Answer", "items" to many(book)))
            answer["items"] shouldBe
                json("""[{"title":"Emma","author":"Jane Austen","year":1815},{"title":"Ulysses","author":"James Joyce","year":null}]""")
        }

        test("a question is answered by the sentence that speaks of it") {
            val page = "Where does Anna live? Tom Fisher lives in Rome. Anna Berg moved to Lisbon in 2019 to live by the sea. She paints."
            val answer = answerTo(page, objectOf("Reply", "answer" to text, "quotes" to many(text)))
            answer["answer"].string shouldBe "Anna Berg moved to Lisbon in 2019 to live by the sea."
            answer["quotes"].strings.forEach { (it in page) shouldBe true }
        }

        test("settings in one line") {
            val server = objectOf("Server", "host" to text, "port" to whole, "tls" to truth, "timeout" to orNull(whole))
            answerTo("host=example.org port=8443 tls=true", server) shouldBe
                json("""{"host":"example.org","port":8443,"tls":true,"timeout":null}""")
        }

        test("an outline becomes a tree") {
            val node = objectOf("Node", "name" to text, "children" to many(ref("Node")))
            val tree = withDefinitions(ref("Node"), "Node" to node)
            answerTo("src\n- main\n  - App.kt\n- test", tree) shouldBe
                json(
                    """{"name":"src","children":[
                {"name":"main","children":[{"name":"App.kt","children":[]}]},{"name":"test","children":[]}]}""",
                )
        }

        test("a map takes the text's own labels, or what its numbers count") {
            answerTo("host: example.org\nport: 8080", mapTo(text)) shouldBe json("""{"host":"example.org","port":"8080"}""")
            answerTo("We counted 3 apples, 12 pears and 5 plums.", mapTo(whole)) shouldBe json("""{"apples":3,"pears":12,"plums":5}""")
        }

        test("of several types the one the text speaks of") {
            val payment = objectOf("Payment", "type" to constant("payment"), "amount" to number, "currency" to text)
            val meeting = objectOf("Meeting", "type" to constant("meeting"), "when" to text, "attendees" to many(text))
            val union = """{"anyOf":[$payment,$meeting]}"""
            answerTo("Let's meet on 5 May 2025 with Anna Berg and Tom Fisher.", union) shouldBe
                json("""{"type":"meeting","when":"5 May 2025","attendees":["Anna Berg","Tom Fisher"]}""")
            answerTo("We received your payment of €250.", union) shouldBe json("""{"type":"payment","amount":250,"currency":"EUR"}""")
        }

        test("wrapped scalars, enums and lists") {
            val count = objectOf("Answer", "value" to whole)
            answerTo("How many apples do I have? I have 12 apples.", count)["value"] shouldBe JsonPrimitive(12)
            val colours = objectOf("Colours", "items" to many(oneOf("red", "green", "blue")))
            answerTo("The flag is blue and red.", colours)["items"].strings shouldContainExactly listOf("red", "blue")
            val mood = objectOf("Answer", "value" to oneOf("positive", "negative", "neutral"))
            answerTo("I love this phone!", mood)["value"].string shouldBe "positive"
            answerTo("I hate this phone!", mood)["value"].string shouldBe "negative"
            answerTo("I have this phone.", mood)["value"].string shouldBe "neutral"
        }

        test("a fact that is not there is null, or said to be missing") {
            val contact = objectOf("Contact", "phone" to orNull(text), "email" to text, "price" to orNull(number))
            answerTo("Nothing much happened today.", contact) shouldBe json("""{"phone":null,"email":"not stated","price":null}""")
            answerTo("Nothing much happened today.", contact)["price"] shouldBe JsonNull
        }
    })

private const val DATE = """{"type":"string","format":"date"}"""

private val INVOICE =
    """
    Invoice #INV-2041
    From: Northwind Tools GmbH
    Bill to: Harbor Coffee Ltd, 12 Quay Street, Dublin
    Invoice date: 12 March 2025
    Due date: April 11, 2025

    - 3 x Cordless drill @ $89.50 = $268.50
    - 10 x Drill bit set @ $12.00 = $120.00
    - 1 x Delivery @ $15.00 = $15.00

    Subtotal: $403.50
    VAT (20%): $80.70
    Total due: $484.20
    Questions? billing@northwind.example or +49 30 1234567
    """.trimIndent()
