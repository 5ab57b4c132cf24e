home-no-shop = Jūsu kontam nav neviena veikala. Servera uzturētājs to var izveidot ar komandu „afterword init”.
