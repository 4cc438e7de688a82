"""What a report says, without words: pure functions over plan, inventories and journal."""
